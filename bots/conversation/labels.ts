/** The few words that belong to no topic and so to no answer. */
interface Labels {
  readonly receipt: string;
  readonly noAnswer: string;
  readonly unavailable: string;
}

const labels: Readonly<Record<string, Labels>> = {
  en: {
    receipt: 'Receipt',
    noAnswer: 'I have no answer to that.',
    unavailable: 'Something is wrong on our side. Please try again in a moment.',
  },
  es: {
    receipt: 'Recibo',
    noAnswer: 'No tengo respuesta a eso.',
    unavailable: 'Hay un problema por nuestra parte. Inténtelo de nuevo en un momento.',
  },
  de: {
    receipt: 'Beleg',
    noAnswer: 'Darauf habe ich keine Antwort.',
    unavailable: 'Bei uns ist etwas gestört. Bitte versuchen Sie es gleich noch einmal.',
  },
  ar: {
    receipt: 'إيصال',
    noAnswer: 'ليس لديّ إجابة عن ذلك.',
    unavailable: 'حدث خلل لدينا. يُرجى المحاولة مرة أخرى بعد قليل.',
  },
};
const english = labels['en'] as Labels;

/** The line that carries a receipt code, in the language of the text above it. */
export function receiptLine(code: string, locale: string | null): string {
  return `${labelsOf(locale).receipt} ${code}`;
}

/** What is said where the organisation has not written its own words for it: silence would look like a fault. */
export function noAnswerText(locale: string | null): string {
  return labelsOf(locale).noAnswer;
}

/** What is said when the knowledge API cannot be reached, so that its own words cannot be had either. */
export function unavailableText(locale: string | null): string {
  return labelsOf(locale).unavailable;
}

function labelsOf(locale: string | null): Labels {
  return labels[locale?.split('-')[0]?.toLowerCase() ?? 'en'] ?? english;
}
