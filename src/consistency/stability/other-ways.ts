import { createHash } from 'node:crypto';
import type { Snapshot } from '../../knowledge/index.js';
import { exactPhrasings, phrasingKey } from '../../matching/index.js';
import type { Probe } from '../cell.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { courteous } from './courteous.js';
import { typedInHaste } from './typed-in-haste.js';

/**
 * How else the question of a probe is put: at most two ways, each a phrasing of the answer that is changed a little; none in a language that has no
 * lexicon. The same as long as the phrasings are.
 *
 * Decided on 29 November 2026: a phrasing word for word tests nothing, for the matcher looks those up before it thinks, and case and punctuation make
 * no other words of it. So one phrasing is asked as people write who are courteous, between a greeting and thanks, and one as people write who are in
 * a hurry, with a slip and without articles, pronouns and auxiliaries; never without a word that denies, limits or asks. Both must be nobody's
 * phrasing. It is not held out in the strict sense: the model has learned the phrasing's other words. What a model makes of wordings that it has
 * never seen is measured while it is trained, on phrasings kept from it; here it is seen whether the bot holds its answer when the words around those
 * move. All phrasings are written or accepted by people; their order is that of a hash, so that nobody chooses the easy ones.
 */
export function otherWays(snapshot: Snapshot, { question, locale, audience, expects }: Probe): readonly string[] {
  const language = locale.split('-')[0]?.toLowerCase() ?? '';
  const frame = courteous[language];
  const lexicon = lexiconNamed(language)?.lexicon;
  const phrasings = inHashOrder(snapshot.answers.get(expects)?.phrasings.get(locale) ?? [], question);
  if (!frame || !lexicon) return [];
  const taken = exactPhrasings(snapshot, locale, audience as 'PUBLIC');
  const isNew = (words: string) => (taken.get(phrasingKey(words)) ?? []).length === 0;
  const hasty = firstOf(phrasings, (text) => typedInHaste(text, lexicon), isNew);
  const others = phrasings.filter((text) => text !== hasty?.phrasing);
  const polite = firstOf(others.length > 0 ? others : phrasings, (text) => `${frame[0]} ${text} ${frame[1]}`, isNew);
  return [polite, hasty].flatMap((way) => (way ? [way.words] : []));
}

/** The phrasings but for the canonical question itself. */
function inHashOrder(phrasings: readonly string[], question: string): readonly string[] {
  const asked = phrasingKey(question);
  const hashed = phrasings
    .filter((text) => phrasingKey(text) !== asked)
    .map((text) => ({ text, hash: createHash('sha256').update(text).digest('hex') }));
  return hashed.sort((one, other) => (one.hash < other.hash ? -1 : 1)).map(({ text }) => text);
}

function firstOf(
  phrasings: readonly string[],
  change: (text: string) => string | null,
  isNew: (words: string) => boolean,
): { readonly phrasing: string; readonly words: string } | null {
  for (const phrasing of phrasings) {
    const words = change(phrasing);
    if (words !== null && isNew(words)) return { phrasing, words };
  }
  return null;
}
