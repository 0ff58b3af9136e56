import type { SearchDocument, SearchRequest, Synonym } from '../../src/search/index.js';

/** A document of which a case says only what it is about. */
export function documentOf(
  given: Partial<SearchDocument> & Pick<SearchDocument, 'answerKey' | 'question'>,
): SearchDocument {
  return {
    version: 1,
    locale: 'en',
    audience: 'PUBLIC',
    topics: ['bank'],
    owner: 'service',
    scope: {},
    title: '',
    phrasings: [],
    body: '',
    ...given,
  };
}

/** A request of which a case says only what it is about: the public, English, no restriction, the words that tell most. */
export function requestOf(given: Partial<SearchRequest> & Pick<SearchRequest, 'text'>): SearchRequest {
  return {
    locale: 'en',
    audiences: ['PUBLIC'],
    filters: noFilters,
    match: 'most',
    facets: [],
    first: 20,
    after: null,
    ...given,
  };
}

/** Restricts nothing. */
export const noFilters = { topics: [], owners: [], scope: {} } as const;

const cards = ['bank', 'bank.cards'] as const;
const loss = [...cards, 'bank.cards.loss'] as const;
const payments = ['bank', 'bank.payments'] as const;
const loans = ['bank', 'bank.loans'] as const;

const english: readonly SearchDocument[] = [
  documentOf({
    answerKey: 'card.lost',
    version: 3,
    topics: loss,
    owner: 'cards',
    question: 'What do I do when my card is lost or stolen?',
    title: 'Lost or stolen card',
    phrasings: ['I lost my card', 'Someone took my wallet', 'My purse has gone missing'],
    body: 'Freeze the card in the app at once. A replacement arrives within five working days.',
  }),
  documentOf({
    answerKey: 'card.order',
    topics: cards,
    owner: 'cards',
    question: 'How do I order a new card?',
    title: 'Ordering a card',
    phrasings: ['I want another card', 'Get a second card'],
    body: 'Open the app and choose a design. Delivery by courier costs £4.50.',
  }),
  documentOf({
    answerKey: 'card.pin',
    topics: cards,
    owner: 'cards',
    question: 'How do I change my PIN?',
    title: 'Changing the PIN of a card',
    phrasings: ['I forgot my PIN', 'new secret number'],
    body: 'Go to any cash machine and choose PIN services. Error E1042 means that the machine is offline.',
  }),
  documentOf({
    answerKey: 'cash.withdraw',
    topics: payments,
    owner: 'payments',
    question: 'Where can I withdraw money from a cash machine?',
    title: 'Cash machines',
    phrasings: ['Take out money', 'Withdrawal limit'],
    body: 'You may take out £300 a day wherever you see the sign.',
  }),
  documentOf({
    answerKey: 'payment.refund',
    topics: payments,
    owner: 'payments',
    question: 'When will I get my refund?',
    title: 'Refunds and reimbursement',
    phrasings: ['The shop owes me money back', 'Where is my reimbursement'],
    body: 'A merchant returns the amount within 14 days. Form RF-20B speeds it up.',
  }),
  documentOf({
    answerKey: 'payment.transfer',
    topics: payments,
    owner: 'payments',
    question: 'How long does an international transfer take?',
    title: 'Transfers abroad',
    phrasings: ['Send money to another country', 'My transfer has not arrived'],
    body: 'Transfers in euros take 1 day, others up to 4 days.',
  }),
  documentOf({
    answerKey: 'loan.business',
    topics: loans,
    owner: 'lending',
    scope: { customer: 'business' },
    question: 'How do I apply for an overdraft?',
    title: 'Overdraft for companies',
    phrasings: ['Borrow for my company'],
    body: 'Send us the accounts of two years.',
  }),
  documentOf({
    answerKey: 'loan.personal',
    topics: loans,
    owner: 'lending',
    scope: { customer: 'personal' },
    question: 'How do I apply for an overdraft?',
    title: 'Overdraft for you',
    phrasings: ['Borrow for myself'],
    body: 'Apply in the app.',
  }),
  documentOf({
    answerKey: 'staff.fraud',
    audience: 'STAFF',
    topics: loss,
    owner: 'risk',
    question: 'How do we handle a lost card with suspected zanzibarfraud?',
    title: 'Fraud desk procedure',
    phrasings: ['stolen card with quillmark'],
    body: 'Call the fraud desk on extension 4711.',
  }),
  documentOf({
    answerKey: 'customer.limits',
    audience: 'CUSTOMER',
    topics: payments,
    owner: 'payments',
    question: 'How do I raise my payment limit?',
    title: 'Raising limits',
    phrasings: ['Increase my spending limit'],
    body: 'Raise it in the app under Limits.',
  }),
  documentOf({ answerKey: 'tie.a', question: 'Which saturnine mortgage?' }),
  documentOf({ answerKey: 'tie.B', question: 'Which saturnine mortgage?' }),
  documentOf({ answerKey: 'tie.c', question: 'Which saturnine mortgage?' }),
  documentOf({
    answerKey: 'quote.naive',
    question: 'What is the café loyalty programme?',
    title: "The customer's café",
    body: 'Résumé of the naïve façade. It is not the jalapeño.',
  }),
];

const others: readonly SearchDocument[] = [
  documentOf({
    answerKey: 'card.lost',
    version: 3,
    locale: 'de',
    topics: loss,
    owner: 'cards',
    question: 'Was tun, wenn meine Karte verloren oder gestohlen ist?',
    title: 'Verlorene Karte',
    phrasings: ['Ich habe meine Karte verloren', 'Geldbörse weg'],
    body: 'Sperren Sie die Karte sofort.',
  }),
  documentOf({
    answerKey: 'card.fee',
    locale: 'de',
    topics: cards,
    question: 'Wie hoch ist die Kreditkartengebühr?',
    title: 'Gebühren im Überblick',
    body: 'Die Jahresgebühr wird am Anfang des Jahres abgebucht.',
  }),
  documentOf({
    answerKey: 'payment.transfer',
    locale: 'de',
    topics: payments,
    question: 'Wie lange dauert eine Überweisung nach Straßburg?',
    title: 'Auslandsüberweisung',
    phrasings: ['Wann kommt das Geld an', 'Überweisungen dauern zu lange'],
    body: 'Größere Beträge prüfen wir.',
  }),
  documentOf({
    answerKey: 'account.close',
    locale: 'de',
    question: 'Wie kündige ich mein Konto?',
    title: 'Kontokündigung',
    body: 'Schreiben Sie uns.',
  }),
  documentOf({
    answerKey: 'fee.es',
    locale: 'es',
    question: '¿Cuánto cuesta la comisión de la tarjeta?',
    title: 'Comisiones y tarifas',
    phrasings: ['comisiones de mis tarjetas'],
    body: 'El próximo año sube un poco. Señor, mañana.',
  }),
  documentOf({
    answerKey: 'block.es',
    locale: 'es',
    question: '¿Cómo bloqueo mi tarjeta?',
    title: 'Bloquear la tarjeta',
    phrasings: ['mi tarjeta está bloqueada'],
    body: 'Use la aplicación.',
  }),
  documentOf({
    answerKey: 'lost.fr',
    locale: 'fr',
    question: "Que faire si j'ai perdu ma carte à l'étranger ?",
    title: 'Carte perdue',
    body: 'Appelez-nous.',
  }),
  documentOf({
    answerKey: 'lost.ja',
    locale: 'ja',
    question: 'カードを紛失した場合はどうすればよいですか',
    title: 'カードの紛失',
    phrasings: ['カードをなくしました'],
    body: 'すぐにアプリで利用を停止してください。',
  }),
  documentOf({
    answerKey: 'fee.ja',
    locale: 'ja',
    question: '振込手数料はいくらですか',
    title: '手数料',
    body: '国内の振込は無料です。',
  }),
  documentOf({
    answerKey: 'lost.zh',
    locale: 'zh',
    question: '银行卡丢失了怎么办',
    title: '挂失银行卡',
    phrasings: ['我的卡不见了'],
    body: '请立即在应用中冻结。',
  }),
  documentOf({
    answerKey: 'rate.zh',
    locale: 'zh',
    question: '今天的汇率是多少',
    title: '汇率',
    body: '汇率每天变化。',
  }),
  documentOf({
    answerKey: 'lost.ar',
    locale: 'ar',
    question: 'ماذا أفعل إذا فقدت بطاقتي؟',
    title: 'البطاقة المفقودة',
    phrasings: ['ضاعت البطاقة'],
    body: 'أوقف البطاقة فوراً من التطبيق.',
  }),
  documentOf({
    answerKey: 'account.ar',
    locale: 'ar',
    question: 'كيف أفتح حساباً جديداً؟',
    title: 'فتح الحسابات',
    phrasings: ['أريد إنشاء حساب'],
    body: 'رسوم الاشتراك خمسة دنانير.',
  }),
];

/** A small bank in seven languages: what the cases of the contract look through. */
export const documents: readonly SearchDocument[] = [...english, ...others];

/** The synonyms that the small bank has approved. */
export const synonyms: readonly Synonym[] = [
  { locale: 'en', from: 'atm', to: 'cash machine', twoWay: true },
  { locale: 'en', from: 'plastic', to: 'card', twoWay: false },
  { locale: 'en', from: 'money order', to: 'transfer', twoWay: false },
  { locale: 'de', from: 'portemonnaie', to: 'geldbörse', twoWay: true },
  { locale: 'ja', from: 'クレカ', to: 'カード', twoWay: false },
];
