/** What people who write as if to a person put around a question, by language. */
export const courteous: Readonly<Record<string, readonly [before: string, after: string]>> = {
  en: ['Hello, quick question:', 'Thank you!'],
  de: ['Guten Tag, kurze Frage:', 'Vielen Dank!'],
  es: ['Hola, una pregunta:', '¡Muchas gracias!'],
  fr: ['Bonjour, petite question :', 'Merci beaucoup !'],
  nl: ['Goedendag, een vraag:', 'Dank u wel!'],
};
