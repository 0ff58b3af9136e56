import type { HelpAnswerQuery } from '../../../schema/operations/operations.js';
import type { Organisation } from '../../platform/organisation.js';

/** A served answer, as the help pages ask for it. */
export type HelpAnswer = NonNullable<HelpAnswerQuery['answer']>;

/** The answer as a schema.org FAQPage, read by machines that cite answers and by our own checker. */
export function faqPage(
  { key, rendition, version }: HelpAnswer,
  address: string,
  { name }: Organisation,
): Readonly<Record<string, unknown>> {
  return {
    '@context': 'https://schema.org',
    '@type': 'FAQPage',
    '@id': address,
    inLanguage: rendition.locale,
    dateModified: version.effectiveFrom,
    version: String(version.number),
    ...(name === null ? {} : { publisher: { '@type': 'Organization', name } }),
    mainEntity: [
      {
        '@type': 'Question',
        name: rendition.question,
        identifier: key,
        acceptedAnswer: {
          '@type': 'Answer',
          text: rendition.html,
          inLanguage: rendition.locale,
          identifier: rendition.receipt.code,
          url: address,
        },
      },
    ],
  };
}
