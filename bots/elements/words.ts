/** The languages in which the elements themselves speak; answers are known in more where they are translated. */
export const elementLocales = ['en', 'es', 'de', 'ar'] as const;
export type ElementLocale = (typeof elementLocales)[number];

/** What stands around a conversation or an answer. Nothing here is an answer. */
interface ElementWords {
  readonly chat: string;
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
  readonly helpful: string;
  readonly yes: string;
  readonly no: string;
  readonly thanks: string;
  readonly loading: string;
  readonly missing: string;
  readonly withdrawn: string;
  readonly unreachable: string;
  readonly maybeOld: string;
  /** `{asked}` and `{shown}` stand for names of languages. */
  readonly fallback: string;
  readonly outdated: string;
  readonly version: string;
  readonly receipt: string;
  readonly wholePage: string;
}

/** The elements' words in each of their languages. */
export const elementWords: Readonly<Record<ElementLocale, ElementWords>> = {
  en: {
    chat: 'Chat',
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
    helpful: 'Was this helpful?',
    yes: 'Yes',
    no: 'No',
    thanks: 'Thank you for telling us.',
    loading: 'Loading the answer …',
    missing: 'This answer does not exist, or no longer does.',
    withdrawn: 'We are checking this answer and have taken it down until we know that it is right.',
    unreachable: 'The answer cannot be loaded just now.',
    maybeOld: 'There is no connection: this may no longer be the current answer.',
    fallback: 'This answer is not available in {asked} yet. You are reading it in {shown}.',
    outdated: 'This translation was made from an earlier version.',
    version: 'Version',
    receipt: 'Receipt',
    wholePage: 'Open on the help pages',
  },
  es: {
    chat: 'Chat',
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
    helpful: '¿Le ha sido útil?',
    yes: 'Sí',
    no: 'No',
    thanks: 'Gracias por decírnoslo.',
    loading: 'Cargando la respuesta …',
    missing: 'Esta respuesta no existe o ya no existe.',
    withdrawn: 'Estamos revisando esta respuesta y la hemos retirado hasta saber que es correcta.',
    unreachable: 'La respuesta no se puede cargar en este momento.',
    maybeOld: 'No hay conexión: puede que esta ya no sea la respuesta vigente.',
    fallback: 'Esta respuesta aún no está disponible en {asked}. La está leyendo en {shown}.',
    outdated: 'Esta traducción se hizo a partir de una versión anterior.',
    version: 'Versión',
    receipt: 'Recibo',
    wholePage: 'Abrir en las páginas de ayuda',
  },
  de: {
    chat: 'Chat',
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
    helpful: 'War das hilfreich?',
    yes: 'Ja',
    no: 'Nein',
    thanks: 'Danke für Ihre Rückmeldung.',
    loading: 'Die Antwort wird geladen …',
    missing: 'Diese Antwort gibt es nicht oder nicht mehr.',
    withdrawn: 'Wir prüfen diese Antwort und haben sie zurückgezogen, bis wir wissen, dass sie stimmt.',
    unreachable: 'Die Antwort lässt sich gerade nicht laden.',
    maybeOld: 'Keine Verbindung: Das ist vielleicht nicht mehr die aktuelle Antwort.',
    fallback: 'Diese Antwort gibt es noch nicht auf {asked}. Sie lesen sie auf {shown}.',
    outdated: 'Diese Übersetzung beruht auf einer früheren Version.',
    version: 'Version',
    receipt: 'Beleg',
    wholePage: 'Auf den Hilfeseiten öffnen',
  },
  ar: {
    chat: 'محادثة',
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
    helpful: 'هل أفادك هذا؟',
    yes: 'نعم',
    no: 'لا',
    thanks: 'شكرًا على إخبارنا.',
    loading: 'جارٍ تحميل الإجابة …',
    missing: 'هذه الإجابة غير موجودة أو لم تعد موجودة.',
    withdrawn: 'نراجع هذه الإجابة وقد سحبناها إلى أن نتأكد من صحتها.',
    unreachable: 'تعذّر تحميل الإجابة الآن.',
    maybeOld: 'لا يوجد اتصال: قد لا تكون هذه هي الإجابة الحالية.',
    fallback: 'هذه الإجابة غير متوفرة بعد باللغة {asked}. أنت تقرؤها باللغة {shown}.',
    outdated: 'أُعدّت هذه الترجمة من إصدار سابق.',
    version: 'الإصدار',
    receipt: 'إيصال',
    wholePage: 'افتحها في صفحات المساعدة',
  },
};

/** The nearest of the elements' languages; English for one they do not speak. */
export function elementLocale(asked: string | null): ElementLocale {
  const language = asked?.toLowerCase().split('-')[0];
  return elementLocales.find((known) => known === language) ?? 'en';
}
