import { readQuery } from '../query/read-query.js';
import { stemOf } from '../words/analyse.js';
import { editsAllowed, editsBetween } from '../words/edits.js';
import { isCutByEngine } from './languages.js';

/**
 * What was typed with its misspelt words put right: a word that no hit has in any form, though one has a word that is one or two letters away. Only words of
 * hits are ever proposed, so of documents that the asker may see. Null when nothing is to be put right.
 */
export function correctedText(typed: string, locale: string, found: readonly string[]): string | null {
  if (isCutByEngine(locale)) return null;
  let corrected = '';
  let at = 0;
  for (const { word, stem, last, start, end } of readQuery(typed, locale).words) {
    const isHit = found.some(
      (term) => stemOf(term, locale) === stem || (last && term.startsWith(word)) || term.endsWith(word),
    );
    const better = isHit ? null : nearest(word, found);
    if (better === null) continue;
    corrected += typed.slice(at, start) + better;
    at = end;
  }
  return at === 0 ? null : corrected + typed.slice(at);
}

function nearest(word: string, found: readonly string[]): string | null {
  const most = editsAllowed(word);
  const near = found
    .map((term) => ({ term, edits: editsBetween(word, term, most) }))
    .filter(({ edits }) => edits > 0 && edits <= most)
    .sort((a, b) => a.edits - b.edits || (a.term < b.term ? -1 : 1));
  return near[0]?.term ?? null;
}
