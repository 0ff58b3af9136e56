import { stringify } from 'yaml';
import type { PublishedAnswer, Snapshot } from '../../knowledge/index.js';
import type { ImportFile } from '../import/imported-answer.js';

/** What is published, one Markdown file for each answer and language in a folder for each topic; the import takes it back as it is. Pure. */
export function answerFiles(snapshot: Pick<Snapshot, 'answers' | 'sourceLocale'>): readonly ImportFile[] {
  return [...snapshot.answers.values()]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .flatMap((answer) =>
      [...answer.texts.keys()].sort().map((locale) => ({
        name: nameOf(answer, locale, snapshot.sourceLocale),
        content: contentOf(answer, locale, snapshot.sourceLocale),
      })),
    );
}

/** A topic's key is a path within the folder and never out of it. */
function nameOf(answer: PublishedAnswer, locale: string, sourceLocale: string): string {
  const topic = answer.topicKey.replace(/[^\w.-]/g, '-').replace(/^\.+/, '') || 'topic';
  return `${topic}/${answer.key}${locale === sourceLocale ? '' : `.${locale}`}.md`;
}

function contentOf(answer: PublishedAnswer, locale: string, sourceLocale: string): string {
  const text = answer.texts.get(locale);
  const isSource = locale === sourceLocale;
  const phrasings = answer.phrasings.get(locale) ?? [];
  const negatives = answer.negatives.get(locale) ?? [];
  const head = {
    key: answer.key,
    ...(isSource ? { topic: answer.topicKey, audience: answer.audience } : { locale }),
    ...(isSource && Object.keys(answer.scope).length > 0 ? { scope: answer.scope } : {}),
    question: text?.question,
    title: text?.title,
    short: text?.short,
    ...(phrasings.length > 0 ? { phrasings: [...phrasings] } : {}),
    ...(negatives.length > 0 ? { negativePhrasings: [...negatives] } : {}),
    ...(isSource && answer.mustSay.length > 0 ? { mustSay: [...answer.mustSay] } : {}),
    ...(isSource && answer.related.length > 0 ? { related: [...answer.related] } : {}),
    // The usual one too: to the import a file without it says "as it stands", also where another stands.
    ...(isSource ? { personPolicy: answer.personPolicy } : {}),
  };
  return `---\n${stringify(head, { lineWidth: 0 })}---\n\n${text?.body}\n`;
}
