type Sentence = (day: string) => string;

const sentences: Readonly<Record<string, Sentence>> = {
  en: (day) => `This answer has not been checked since ${day}.`,
  de: (day) => `Diese Antwort wurde seit dem ${day} nicht mehr geprüft.`,
  es: (day) => `Esta respuesta no se ha revisado desde el ${day}.`,
  ar: (day) => `لم تُراجَع هذه الإجابة منذ ${day}.`,
};

/**
 * The sentence by which an answer says for itself that nobody has confirmed it by its day, in the language of its text; English where we have no
 * words. The day is that of UTC, so that every channel and node names the same; Arabic keeps Western digits, as banks there do.
 */
export function hedgeSentence(locale: string, verifiedAt: Date): string {
  const language = locale.split('-')[0]?.toLowerCase() ?? '';
  const sentence = sentences[language];
  const words = sentence ? (regional[language] ?? locale) : 'en-GB';
  const day = new Intl.DateTimeFormat(words, { dateStyle: 'long', timeZone: 'UTC' }).format(verifiedAt);
  return (sentence ?? (sentences['en'] as Sentence))(day);
}

const regional: Readonly<Record<string, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn' };
