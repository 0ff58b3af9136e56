import { audiences, type Audience } from '../../access/index.js';
import {
  type AnswerText,
  type PersonPolicy,
  personPolicies,
  type Scope,
  type Standing,
} from '../../knowledge/index.js';
import type { ImportedAnswer, ImportMapping, ImportNote } from './imported-answer.js';
import { keyFrom } from './key-from.js';

/** A row with all that an answer needs; what it does not say comes from the answer that is there, or from the mapping. */
export interface CompleteAnswer extends AnswerText {
  readonly source: string;
  readonly key: string;
  readonly topic: string;
  readonly audience: Audience;
  readonly scope: Scope;
  readonly mustSay: readonly string[];
  readonly related: readonly string[];
  readonly personPolicy: PersonPolicy;
  readonly phrasings: readonly string[];
  readonly negativePhrasings: readonly string[];
  readonly locale: string;
}

const longestShort = 300;

/** The key that a row has or that its title makes. */
export function keyOf({ key, title, question }: ImportedAnswer): string {
  return key ?? keyFrom(title ?? question ?? '');
}

/** Fills in what a row leaves out, and says where that is a guess. */
export function completeAnswer(
  row: ImportedAnswer,
  mapping: ImportMapping & { readonly sourceLocale: string },
  standing: Standing | undefined,
): { readonly answer: CompleteAnswer; readonly remarks: readonly ImportNote[] } {
  const body = row.body.trim();
  const locale = row.locale ?? mapping.locale;
  const there = locale === mapping.sourceLocale ? standing?.text : standing?.translations.get(locale);
  const short = row.short ?? there?.short ?? null;
  return {
    answer: {
      source: row.source,
      key: keyOf(row),
      topic: row.topic ?? standing?.topic ?? mapping.topic ?? '',
      audience: audienceOf(row.audience) ?? standing?.audience ?? mapping.audience,
      scope: row.scope ?? standing?.scope ?? {},
      mustSay: row.mustSay ?? standing?.mustSay ?? [],
      related: row.related ?? standing?.related ?? [],
      personPolicy: policyOf(row.personPolicy) ?? standing?.personPolicy ?? 'AS_TOPIC',
      phrasings: trimmed(row.phrasings),
      negativePhrasings: trimmed(row.negativePhrasings),
      locale,
      question: (row.question ?? there?.question ?? row.title ?? '').trim(),
      title: (row.title ?? there?.title ?? row.question ?? '').trim(),
      body,
      short: (short ?? shortOf(body)).trim(),
    },
    remarks:
      short === null && body !== ''
        ? [{ source: row.source, field: 'short', message: 'There is none: it is the beginning of the body.' }]
        : [],
  };
}

function trimmed(texts: readonly string[] | null): readonly string[] {
  return [...new Set((texts ?? []).map((text) => text.trim()))];
}

function audienceOf(text: string | null): Audience | null {
  return audiences.find((audience) => audience === text?.trim().toUpperCase()) ?? null;
}

function policyOf(text: string | null): PersonPolicy | null {
  return personPolicies.find((policy) => policy === text?.trim().toUpperCase()) ?? null;
}

/** The first paragraph up to the last sentence that fits. */
function shortOf(body: string): string {
  const paragraphs = body.split(/\n{2,}/);
  const [first = ''] = paragraphs.filter((text) => !/^(?:#|- |1\. |\|)/.test(text));
  const line = (first === '' ? (paragraphs[0] ?? '') : first).replace(/^(?:#+|-|1\.)\s+/, '').replace(/\s+/g, ' ');
  if (line.length <= longestShort) return line;
  const cut = line.slice(0, longestShort);
  const end = Math.max(...['. ', '! ', '? '].map((sign) => cut.lastIndexOf(sign)));
  return end > 0 ? cut.slice(0, end + 1) : cut.replace(/\s+\S*$/, '');
}
