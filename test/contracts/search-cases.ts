import type { SearchRequest } from '../../src/search/index.js';

/** A search, and what it must and must not find. */
export interface SearchCase {
  /** Whose rule it shows. */
  readonly rule: string;
  readonly ask: Partial<SearchRequest> & Pick<SearchRequest, 'text'>;
  /** What must be the first hit. */
  readonly first?: string;
  /** What must be among the hits. */
  readonly finds?: readonly string[];
  /** What must not be. */
  readonly misses?: readonly string[];
  /** All that is found, in this order. */
  readonly exactly?: readonly string[];
}

const all = 'all';
const any = 'any';
const none = { topics: [], owners: [], scope: {} };

/** Words, phrases, beginnings and how much of a text a hit must hold. */
export const wordCases: readonly SearchCase[] = [
  { rule: 'a word of the question', ask: { text: 'refund' }, first: 'payment.refund' },
  { rule: 'a word of the title only', ask: { text: 'abroad' }, first: 'payment.transfer' },
  { rule: 'a word of a phrasing only', ask: { text: 'wallet' }, first: 'card.lost' },
  { rule: 'a word of the body only', ask: { text: 'courier' }, first: 'card.order' },
  { rule: 'capitals do not matter', ask: { text: 'REFUND' }, first: 'payment.refund' },
  { rule: 'punctuation does not matter', ask: { text: '¿refund?!…' }, first: 'payment.refund' },
  { rule: 'another form of a word', ask: { text: 'ordered' }, first: 'card.order' },
  { rule: 'the plural for the singular', ask: { text: 'overdrafts' }, finds: ['loan.business', 'loan.personal'] },
  { rule: 'the singular for the plural', ask: { text: 'euro' }, first: 'payment.transfer' },
  { rule: 'a whole question', ask: { text: 'What should I do if my card was stolen?' }, first: 'card.lost' },
  { rule: 'a question word for word', ask: { text: 'How do I change my PIN?' }, first: 'card.pin' },
  {
    rule: 'the rarer word decides',
    ask: { text: 'card stolen' },
    first: 'card.lost',
    misses: ['card.order', 'card.pin'],
  },
  { rule: 'a title stands before a body', ask: { text: 'cash machine' }, first: 'cash.withdraw' },
  { rule: 'all words when all are asked for', ask: { text: 'lost card', match: all }, exactly: ['card.lost'] },
  { rule: 'all words, and one is in no document', ask: { text: 'lost xylophone', match: all }, exactly: [] },
  { rule: 'any word', ask: { text: 'refund xylophone', match: any }, first: 'payment.refund' },
  {
    rule: 'any word, of two answers',
    ask: { text: 'refund overdraft', match: any },
    finds: ['payment.refund', 'loan.personal'],
  },
  {
    rule: 'a word that is nowhere does not undo a question',
    ask: { text: 'How long does an international transfer take, Mr Xylophone?' },
    first: 'payment.transfer',
  },
  { rule: 'a word that is nowhere', ask: { text: 'xylophone' }, exactly: [] },
  { rule: 'a phrase in quotes', ask: { text: '"working days"' }, exactly: ['card.lost'] },
  { rule: 'a phrase in another order', ask: { text: '"days working"' }, exactly: [] },
  { rule: 'a phrase with a stop word', ask: { text: '"lost or stolen"' }, exactly: ['card.lost'] },
  { rule: 'a phrase does not reach from one phrasing into the next', ask: { text: '"card someone"' }, exactly: [] },
  { rule: 'a phrase in typographic quotes', ask: { text: '“working days”' }, exactly: ['card.lost'] },
  { rule: 'a phrase with a word beside it', ask: { text: 'freeze "lost or stolen"' }, first: 'card.lost' },
  { rule: 'a quote that does not end is a word', ask: { text: '"refund' }, first: 'payment.refund' },
  { rule: 'the beginning of a word at the end', ask: { text: 'reimb' }, first: 'payment.refund' },
  { rule: 'the beginning after a whole word', ask: { text: 'international trans' }, first: 'payment.transfer' },
  { rule: 'a beginning in the middle is none', ask: { text: 'reimb xylophone', match: all }, exactly: [] },
  { rule: 'an accent that was not typed', ask: { text: 'cafe' }, first: 'quote.naive' },
  { rule: 'an accent that was typed needlessly', ask: { text: 'réfund' }, first: 'payment.refund' },
  { rule: 'a letter with a combining accent', ask: { text: 'cafe\u0301' }, first: 'quote.naive' },
  { rule: 'full-width letters', ask: { text: 'ｒｅｆｕｎｄ' }, first: 'payment.refund' },
  { rule: 'one kind of apostrophe for another', ask: { text: 'customer’s cafe' }, first: 'quote.naive' },
  { rule: 'a cedilla', ask: { text: 'facade' }, finds: ['quote.naive'] },
  { rule: 'a tilde', ask: { text: 'jalapeno' }, finds: ['quote.naive'] },
];

/** Misspelt words, numbers and codes. */
export const spellingCases: readonly SearchCase[] = [
  { rule: 'a missing letter', ask: { text: 'refnd' }, first: 'payment.refund' },
  { rule: 'a letter too many', ask: { text: 'reffund' }, first: 'payment.refund' },
  { rule: 'a wrong letter', ask: { text: 'refind' }, first: 'payment.refund' },
  { rule: 'two letters exchanged', ask: { text: 'refnud' }, first: 'payment.refund' },
  { rule: 'a missing last letter', ask: { text: 'transfe abroad' }, first: 'payment.transfer' },
  { rule: 'a wrong letter in a short word', ask: { text: 'stolne' }, first: 'card.lost' },
  { rule: 'two wrong letters in a long word', ask: { text: 'reimbersment' }, first: 'payment.refund' },
  { rule: 'two exchanges in a long word', ask: { text: 'interntaoinal' }, first: 'payment.transfer' },
  { rule: 'a double letter left out, twice', ask: { text: 'overdarft aply' }, finds: ['loan.personal'] },
  { rule: 'a misspelt word beside a right one', ask: { text: 'international transfre' }, first: 'payment.transfer' },
  { rule: 'a misspelt plural', ask: { text: 'overdrafst' }, finds: ['loan.business', 'loan.personal'] },
  { rule: 'three wrong letters are another word', ask: { text: 'rxfyzd' }, exactly: [] },
  { rule: 'a short word is spelled as it is', ask: { text: 'pxn' }, exactly: [] },
  { rule: 'a code', ask: { text: 'E1042' }, exactly: ['card.pin'] },
  { rule: 'a code in small letters', ask: { text: 'e1042' }, exactly: ['card.pin'] },
  { rule: 'another code', ask: { text: 'E1043' }, exactly: [] },
  { rule: 'a code with digits exchanged', ask: { text: 'E1024' }, exactly: [] },
  { rule: 'a code with a hyphen', ask: { text: 'RF-20B' }, first: 'payment.refund' },
  { rule: 'another code with a hyphen', ask: { text: 'RF-20C', match: all }, exactly: [] },
  { rule: 'a number', ask: { text: '300' }, exactly: ['cash.withdraw'] },
  { rule: 'another number', ask: { text: '301' }, exactly: [] },
  { rule: 'a number with a digit too many is another', ask: { text: '3000' }, exactly: [] },
  { rule: 'an amount with its sign', ask: { text: '£300' }, first: 'cash.withdraw' },
];

/** Words that mean others. */
export const synonymCases: readonly SearchCase[] = [
  { rule: 'one word for two', ask: { text: 'atm' }, first: 'cash.withdraw' },
  { rule: 'one word for two, beside another', ask: { text: 'withdraw atm', match: all }, first: 'cash.withdraw' },
  { rule: 'the plural of a synonym', ask: { text: 'ATMs' }, first: 'cash.withdraw' },
  { rule: 'one-way, as it goes', ask: { text: 'stolen plastic' }, first: 'card.lost' },
  { rule: 'one-way, all words', ask: { text: 'lost plastic', match: all }, finds: ['card.lost'] },
  { rule: 'two words for one', ask: { text: 'international money order' }, first: 'payment.transfer' },
  { rule: 'the words themselves still count', ask: { text: 'cash machine' }, first: 'cash.withdraw' },
  { rule: 'a synonym of another language', ask: { text: 'portemonnaie' }, exactly: [] },
  { rule: 'German, two-way', ask: { text: 'Portemonnaie', locale: 'de' }, first: 'card.lost' },
  { rule: 'Japanese', ask: { text: 'クレカ', locale: 'ja' }, first: 'lost.ja' },
];

/** What each language asks of a search. */
export const languageCases: readonly SearchCase[] = [
  { rule: 'German: an umlaut', ask: { text: 'Überweisung', locale: 'de' }, first: 'payment.transfer' },
  { rule: 'German: an umlaut without its dots', ask: { text: 'uberweisung', locale: 'de' }, first: 'payment.transfer' },
  { rule: 'German: an umlaut written out', ask: { text: 'Ueberweisung', locale: 'de' }, first: 'payment.transfer' },
  { rule: 'German: ss for ß', ask: { text: 'Strassburg', locale: 'de' }, first: 'payment.transfer' },
  { rule: 'German: ß as it is', ask: { text: 'Straßburg', locale: 'de' }, first: 'payment.transfer' },
  { rule: 'German: ß in capitals', ask: { text: 'STRASSBURG', locale: 'de' }, first: 'payment.transfer' },
  { rule: 'German: another form', ask: { text: 'Karten', locale: 'de' }, finds: ['card.lost'] },
  { rule: 'German: the last part of a compound', ask: { text: 'Gebühr', locale: 'de' }, first: 'card.fee' },
  { rule: 'German: the last part, written out', ask: { text: 'Gebuehr', locale: 'de' }, first: 'card.fee' },
  { rule: 'German: the first part of a compound', ask: { text: 'Kreditkarte', locale: 'de' }, finds: ['card.fee'] },
  { rule: 'German: a part of a compound in the body', ask: { text: 'Jahresgebühr', locale: 'de' }, first: 'card.fee' },
  { rule: 'German: a compound for its parts', ask: { text: 'Kartengebühren', locale: 'de' }, finds: ['card.fee'] },
  {
    rule: 'German: stop words do not count',
    ask: { text: 'was ist mit meinem Konto', locale: 'de' },
    first: 'account.close',
  },
  { rule: 'German: a misspelt word', ask: { text: 'Überwiesung', locale: 'de' }, first: 'payment.transfer' },
  { rule: 'German words are not English ones', ask: { text: 'Überweisung' }, exactly: [] },
  { rule: 'Spanish: an accent left out', ask: { text: 'comision', locale: 'es' }, first: 'fee.es' },
  { rule: 'Spanish: the plural for the singular', ask: { text: 'comisiones', locale: 'es' }, first: 'fee.es' },
  { rule: 'Spanish: ñ without its sign', ask: { text: 'manana', locale: 'es' }, first: 'fee.es' },
  { rule: 'Spanish: another form of a verb', ask: { text: 'bloqueada', locale: 'es' }, first: 'block.es' },
  { rule: 'Spanish: an infinitive', ask: { text: 'bloquear tarjeta', locale: 'es' }, first: 'block.es' },
  {
    rule: 'Spanish: stop words do not count',
    ask: { text: 'cómo bloqueo la tarjeta', locale: 'es' },
    first: 'block.es',
  },
  { rule: 'French: accents left out', ask: { text: 'etranger', locale: 'fr' }, first: 'lost.fr' },
  { rule: 'French: the feminine', ask: { text: 'carte perdue', locale: 'fr' }, first: 'lost.fr' },
  { rule: 'Japanese: a word within a run', ask: { text: '紛失', locale: 'ja' }, first: 'lost.ja' },
  { rule: 'Japanese: katakana', ask: { text: 'カード', locale: 'ja' }, first: 'lost.ja' },
  { rule: 'Japanese: half-width katakana', ask: { text: 'ｶｰﾄﾞ', locale: 'ja' }, first: 'lost.ja' },
  { rule: 'Japanese: a question', ask: { text: 'カードをなくした', locale: 'ja' }, first: 'lost.ja' },
  { rule: 'Japanese: several words', ask: { text: '振込手数料', locale: 'ja' }, first: 'fee.ja' },
  { rule: 'Japanese: all words', ask: { text: 'カード 紛失', locale: 'ja', match: all }, exactly: ['lost.ja'] },
  { rule: 'Japanese: what is nowhere', ask: { text: '住宅', locale: 'ja' }, exactly: [] },
  { rule: 'Chinese: a word', ask: { text: '丢失', locale: 'zh' }, first: 'lost.zh' },
  { rule: 'Chinese: two words', ask: { text: '银行卡 丢失', locale: 'zh' }, first: 'lost.zh' },
  { rule: 'Chinese: another word', ask: { text: '汇率', locale: 'zh' }, exactly: ['rate.zh'] },
  { rule: 'Chinese: one sign', ask: { text: '卡', locale: 'zh' }, first: 'lost.zh' },
  { rule: 'Chinese: what is nowhere', ask: { text: '天气预报', locale: 'zh', match: all }, exactly: [] },
  { rule: 'Arabic: a word without its article', ask: { text: 'بطاقة', locale: 'ar' }, first: 'lost.ar' },
  { rule: 'Arabic: a word with an article', ask: { text: 'الحساب', locale: 'ar' }, first: 'account.ar' },
  { rule: 'Arabic: vowel signs', ask: { text: 'بِطَاقَة', locale: 'ar' }, first: 'lost.ar' },
  { rule: 'Arabic: alef without its hamza', ask: { text: 'انشاء', locale: 'ar' }, first: 'account.ar' },
  { rule: 'Arabic: ha for ta marbuta', ask: { text: 'البطاقه', locale: 'ar' }, first: 'lost.ar' },
  { rule: 'Arabic: stretched letters', ask: { text: 'حســـاب', locale: 'ar' }, first: 'account.ar' },
  { rule: 'Arabic: and before a word', ask: { text: 'والبطاقة', locale: 'ar' }, first: 'lost.ar' },
];

/** Who may see what, and what restricts. */
export const filterCases: readonly SearchCase[] = [
  { rule: 'the public finds no staff answer', ask: { text: 'fraud desk' }, exactly: [] },
  {
    rule: 'staff finds it',
    ask: { text: 'fraud desk', audiences: ['PUBLIC', 'CUSTOMER', 'PARTNER', 'STAFF'] },
    first: 'staff.fraud',
  },
  { rule: 'a word that only staff may read is put right for nobody else', ask: { text: 'zanzibarfruad' }, exactly: [] },
  {
    rule: 'a customer finds what is for customers',
    ask: { text: 'spending limit', audiences: ['PUBLIC', 'CUSTOMER'] },
    first: 'customer.limits',
  },
  { rule: 'the public does not', ask: { text: 'spending' }, exactly: [] },
  { rule: 'who may see nothing finds nothing', ask: { text: 'card', audiences: [] }, exactly: [] },
  {
    rule: 'a topic',
    ask: { text: 'money', filters: { ...none, topics: ['bank.payments'] } },
    misses: ['card.pin'],
    finds: ['cash.withdraw'],
  },
  {
    rule: 'a topic with those below it',
    ask: { text: 'card', filters: { ...none, topics: ['bank.cards'] } },
    finds: ['card.lost', 'card.order'],
  },
  {
    rule: 'a topic below',
    ask: { text: 'card', filters: { ...none, topics: ['bank.cards.loss'] } },
    exactly: ['card.lost'],
  },
  {
    rule: 'a topic that only begins alike',
    ask: { text: 'card', filters: { ...none, topics: ['bank.car'] } },
    exactly: [],
  },
  {
    rule: 'one of two topics',
    ask: { text: 'refund overdraft', match: any, filters: { ...none, topics: ['bank.loans', 'bank.payments'] } },
    finds: ['payment.refund', 'loan.personal'],
  },
  { rule: 'an owner', ask: { text: 'money', filters: { ...none, owners: ['payments'] } }, finds: ['cash.withdraw'] },
  {
    rule: 'an owner that has no such answer',
    ask: { text: 'money', filters: { ...none, owners: ['cards'] } },
    exactly: [],
  },
  {
    rule: 'a situation',
    ask: { text: 'overdraft', filters: { ...none, scope: { customer: 'business' } } },
    exactly: ['loan.business'],
  },
  {
    rule: 'a situation that the answer does not name',
    ask: { text: 'refund', filters: { ...none, scope: { customer: 'business', country: 'uk' } } },
    first: 'payment.refund',
  },
  {
    rule: 'topic and owner together',
    ask: { text: 'card', filters: { topics: ['bank.cards'], owners: ['payments'], scope: {} } },
    exactly: [],
  },
];

/** Values that would say more than they are, if they were ever part of a filter language. */
export const injections: readonly string[] = [
  "cards' or '1'='1",
  'cards" OR audience = "STAFF',
  'cards\\" OR audience = STAFF OR owner = \\"',
  "'; drop table search_document; --",
  'bank.cards") or (1=1',
  'bank.%',
  'bank.*',
  '_geoRadius(0,0,1)',
  'cards OR owner EXISTS',
  'cards NOT IN [x]',
  '{"$ne":null}',
  'cards\nOR owner EXISTS',
  '] OR audience IN [STAFF',
  '${1+1}',
];

/** Texts that are no search, or try to be another thing. */
export const naughtyTexts: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['blanks', ' \t\n\u00a0\u3000'],
  ['punctuation', '!?.,;:—–"\'()[]{}'],
  ['stop words', 'how do I what is the'],
  ['a NUL', '\u0000'],
  ['half of a pair', '\ud800'],
  ['a private sign', '\ue000\uf8ff'],
  ['an operator of full text', "& | ! <-> :* '"],
  ['an unbalanced parenthesis', ')(('],
  ['a lonely quote', '"'],
  ['quotes of nothing', '""""'],
  ['an emoji', '💳🔥'],
  ['a flag', '🇬🇧'],
  ['bidirectional signs', '\u202e\u202d\u2066'],
  ['a zero-width joiner', '\u200d\u200b\ufeff'],
  ['accents of nothing', '\u0301\u0301\u0301'],
  ['a backslash', '\\'],
];
