import type { ElementLocale } from '../elements/words.js';

/** What stands around the chat on its own page. Nothing here is an answer. */
export interface ChatWords {
  readonly title: string;
  readonly lead: string;
  readonly language: string;
  readonly needsScript: string;
  readonly helpPages: string;
  readonly toHelp: string;
  readonly fictional: string;
}

/** The page's words in each of its languages. */
export const chatWords: Readonly<Record<ElementLocale, ChatWords>> = {
  en: {
    title: 'Chat with us',
    lead: 'The same answers as on our help pages, by e-mail and from our agents.',
    language: 'Language',
    needsScript: 'The chat needs JavaScript. You find the same answers on the',
    helpPages: 'help pages',
    toHelp: 'Open the help pages',
    fictional: 'Larkhaven Bank is fictional: a demonstration of Univocal.',
  },
  es: {
    title: 'Chatee con nosotros',
    lead: 'Las mismas respuestas que en nuestras páginas de ayuda, por correo electrónico y de nuestros agentes.',
    language: 'Idioma',
    needsScript: 'El chat necesita JavaScript. Encontrará las mismas respuestas en las',
    helpPages: 'páginas de ayuda',
    toHelp: 'Abrir las páginas de ayuda',
    fictional: 'Larkhaven Bank es ficticio: una demostración de Univocal.',
  },
  de: {
    title: 'Chatten Sie mit uns',
    lead: 'Dieselben Antworten wie auf unseren Hilfeseiten, per E-Mail und von unseren Mitarbeitern.',
    language: 'Sprache',
    needsScript: 'Der Chat braucht JavaScript. Dieselben Antworten finden Sie auf den',
    helpPages: 'Hilfeseiten',
    toHelp: 'Zu den Hilfeseiten',
    fictional: 'Die Larkhaven Bank ist erfunden: eine Vorführung von Univocal.',
  },
  ar: {
    title: 'تحدّث معنا',
    lead: 'الإجابات نفسها الموجودة في صفحات المساعدة وفي رسائلنا ولدى موظفينا.',
    language: 'اللغة',
    needsScript: 'تحتاج المحادثة إلى JavaScript. تجد الإجابات نفسها في',
    helpPages: 'صفحات المساعدة',
    toHelp: 'افتح صفحات المساعدة',
    fictional: 'بنك لاركهيفن (Larkhaven Bank) خيالي: عرض توضيحي لمنتج Univocal.',
  },
};
