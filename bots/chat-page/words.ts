/** The languages of the chat page itself; the bot answers in more where answers are translated. */
export const chatLocales = ['en', 'es', 'de', 'ar'] as const;
export type ChatLocale = (typeof chatLocales)[number];

/** What stands around the conversation. Nothing here is an answer. */
export interface ChatWords {
  readonly title: string;
  readonly lead: string;
  readonly language: string;
  readonly conversation: string;
  readonly write: string;
  readonly send: string;
  readonly choices: string;
  readonly you: string;
  readonly bot: string;
  readonly startAgain: string;
  readonly connecting: string;
  readonly offline: string;
  readonly writing: string;
  readonly notSent: string;
  readonly tryAgain: string;
  readonly needsScript: string;
  readonly helpPages: string;
  readonly fictional: string;
}

/** The page's words in each of its languages. */
export const chatWords: Readonly<Record<ChatLocale, ChatWords>> = {
  en: {
    title: 'Chat with us',
    lead: 'The same answers as on our help pages, by e-mail and from our agents.',
    language: 'Language',
    conversation: 'Conversation',
    write: 'Your message',
    send: 'Send',
    choices: 'Suggested replies',
    you: 'You:',
    bot: 'Assistant:',
    startAgain: 'Start again',
    connecting: 'Connecting …',
    offline: 'No connection. Trying again …',
    writing: 'The assistant is writing.',
    notSent: 'Not sent.',
    tryAgain: 'Try again',
    needsScript: 'The chat needs JavaScript. You find the same answers on the',
    helpPages: 'help pages',
    fictional: 'Larkhaven Bank is fictional: a demonstration of Univocal.',
  },
  es: {
    title: 'Chatee con nosotros',
    lead: 'Las mismas respuestas que en nuestras páginas de ayuda, por correo electrónico y de nuestros agentes.',
    language: 'Idioma',
    conversation: 'Conversación',
    write: 'Su mensaje',
    send: 'Enviar',
    choices: 'Respuestas sugeridas',
    you: 'Usted:',
    bot: 'Asistente:',
    startAgain: 'Empezar de nuevo',
    connecting: 'Conectando …',
    offline: 'Sin conexión. Intentándolo de nuevo …',
    writing: 'El asistente está escribiendo.',
    notSent: 'No enviado.',
    tryAgain: 'Reintentar',
    needsScript: 'El chat necesita JavaScript. Encontrará las mismas respuestas en las',
    helpPages: 'páginas de ayuda',
    fictional: 'Larkhaven Bank es ficticio: una demostración de Univocal.',
  },
  de: {
    title: 'Chatten Sie mit uns',
    lead: 'Dieselben Antworten wie auf unseren Hilfeseiten, per E-Mail und von unseren Mitarbeitern.',
    language: 'Sprache',
    conversation: 'Unterhaltung',
    write: 'Ihre Nachricht',
    send: 'Senden',
    choices: 'Vorgeschlagene Antworten',
    you: 'Sie:',
    bot: 'Assistent:',
    startAgain: 'Neu beginnen',
    connecting: 'Verbindung wird aufgebaut …',
    offline: 'Keine Verbindung. Neuer Versuch …',
    writing: 'Der Assistent schreibt.',
    notSent: 'Nicht gesendet.',
    tryAgain: 'Noch einmal',
    needsScript: 'Der Chat braucht JavaScript. Dieselben Antworten finden Sie auf den',
    helpPages: 'Hilfeseiten',
    fictional: 'Die Larkhaven Bank ist erfunden: eine Vorführung von Univocal.',
  },
  ar: {
    title: 'تحدّث معنا',
    lead: 'الإجابات نفسها الموجودة في صفحات المساعدة وفي رسائلنا ولدى موظفينا.',
    language: 'اللغة',
    conversation: 'المحادثة',
    write: 'رسالتك',
    send: 'إرسال',
    choices: 'ردود مقترحة',
    you: 'أنت:',
    bot: 'المساعد:',
    startAgain: 'ابدأ من جديد',
    connecting: 'جارٍ الاتصال …',
    offline: 'لا يوجد اتصال. تجري المحاولة مجددًا …',
    writing: 'المساعد يكتب.',
    notSent: 'لم تُرسل.',
    tryAgain: 'أعد المحاولة',
    needsScript: 'تحتاج المحادثة إلى JavaScript. تجد الإجابات نفسها في',
    helpPages: 'صفحات المساعدة',
    fictional: 'بنك لاركهيفن (Larkhaven Bank) خيالي: عرض توضيحي لمنتج Univocal.',
  },
};

/** The nearest of the page's languages; English for one it does not speak. */
export function chatLocale(asked: string | null): ChatLocale {
  const language = asked?.toLowerCase().split('-')[0];
  return chatLocales.find((known) => known === language) ?? 'en';
}
