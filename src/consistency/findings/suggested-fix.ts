import { governedChannels, type Template } from '../../channels/index.js';
import type { Finding } from '../finding.js';
import { filePatch } from './file-patch.js';
import { type HeldWords, type MendedWords, mendedWords } from './mended-words.js';
import { inTemplate } from './template-words.js';
import { deepLink } from './text-fragment.js';

/** How a fix is brought in: words to exchange where we write, a patch for a file, a link to a place where only others can. */
export type FixKind = 'REPLACEMENT' | 'PATCH' | 'LINK';

/** What to change in a channel's words so that they say what the answer says. */
export interface SuggestedFix {
  readonly kind: FixKind;
  /** Where the words stand, as far as the channel says: a page, a file with its heading. */
  readonly address: string | null;
  /** What has to be edited, in words: a line of a file, a line of a template, a page, an answer. */
  readonly place: string;
  /** The words that are there; null where something is missing. */
  readonly was: string | null;
  /** The words to put in their place. */
  readonly becomes: string;
  /** A unified diff of the file, for `git apply` or `patch -p1`; null where there is no file to change. */
  readonly patch: string | null;
  /** Opens the page at these words; null where the words are on no page. */
  readonly link: string | null;
  /** Whether the comparer finds this difference no more, and no new one, once it is done; where not, a person must find better words. */
  readonly mends: boolean;
}

/** What a channel said when a finding was last seen, and what it was read from. */
export interface SeenWords extends HeldWords {
  readonly address: string | null;
  /** The whole file in which the words stand. */
  readonly file?: string | null;
  /** The template of ours around them. */
  readonly template?: Template | null;
}

/**
 * The sentence in which a channel's value stands, with the answer's value in its place; whole words for whole words where the difference is no single
 * value. Null where the channel says more than the answer: whether that is true is for a person to say. Pure.
 */
export function suggestedFix(
  finding: Pick<Finding, 'canonical' | 'observed' | 'probe' | 'signature' | 'kind' | 'channel'>,
  seen: SeenWords | null,
): SuggestedFix | null {
  const { canonical, observed } = finding;
  if (canonical === null) return null;
  const stands = seen !== null && (observed === null || isThere(seen.text, observed));
  const mended = stands ? mendedWords(finding, seen) : null;
  const words = mended ?? { was: observed?.text ?? null, becomes: canonical.text, mends: false };
  const address = seen?.address ?? null;
  const { was, becomes, mends } = words;
  const told = { address, was, becomes, mends, patch: null, link: null };
  const isOurs = governedChannels.some(({ key }) => key === finding.channel);
  if (isOurs) return ours(finding, seen, told);
  const patched = mended && seen ? patchOf(seen, mended) : null;
  if (patched) return { ...told, ...patched, kind: 'PATCH' };
  const link = address === null ? null : deepLink(address, { sentence: was, words: observed?.text ?? null });
  return { ...told, kind: link === null ? 'REPLACEMENT' : 'LINK', link, place: address ?? finding.channel };
}

function isThere(text: string, { text: quoted, span }: NonNullable<Finding['observed']>): boolean {
  return quoted !== '' && text.slice(span.start, span.end) === quoted;
}

/** What a channel of ours says stands in the frame around the answer, or else in the answer itself. */
function ours(
  { probe, canonical, observed }: Pick<Finding, 'probe' | 'canonical' | 'observed'>,
  seen: SeenWords | null,
  told: Omit<SuggestedFix, 'kind' | 'place'>,
): SuggestedFix {
  const values = { was: observed?.text ?? null, becomes: canonical?.text ?? told.becomes };
  const found = seen?.template ? inTemplate(seen.template, [told, values]) : null;
  return { kind: 'REPLACEMENT', place: `answer ${probe.expects}`, ...told, ...found };
}

function patchOf({ address, file, text }: SeenWords, mended: MendedWords) {
  return address === null || file === null || file === undefined ? null : filePatch({ address, file, text }, mended);
}
