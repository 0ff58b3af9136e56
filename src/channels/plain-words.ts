import type { Channel } from './channel.js';
import { governedChannels } from './channel.js';
import { networkOf } from './networks.js';
import { textRenderers } from './present.js';

/** Places that show plain words as they are: their own marks are in force only where a message says that it has some. */
const showsAsTheyAre: ReadonlySet<string> = new Set(['markdown', 'teams', 'plain']);

/**
 * Words without marks in the form of a place, a channel's or a network's: its signs escaped, its alphabet kept, and as many messages as its limit
 * asks for. Unlike an answer they have no short form, so they are parted where a paragraph, else a word ends, and nothing is cut.
 */
export function plainWordsIn(place: string, text: string): readonly string[] {
  const channel = networkOf(place) ?? governedChannels.find(({ key }) => key === place);
  if (!channel) throw new Error(`there is no place ${place} to write for`);
  const { maxChars } = channel.limits;
  const write = writerFor(channel);
  const whole = write(text.trim());
  if (maxChars === null || whole.length <= maxChars) return [whole];
  const fits = (words: string) => write(words.trim()).length <= maxChars;
  return parted(text.trim(), fits).map((words) => write(words.trim()));
}

function writerFor({ limits }: Pick<Channel, 'limits'>): (text: string) => string {
  if (showsAsTheyAre.has(limits.markup)) return (text) => text;
  const render = textRenderers[limits.markup];
  return (text) => render({ blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text }] }] }, () => null);
}

/** The ends at which words are parted, the best first; at the last resort between two characters. */
const ends = [/(?<=\n\n)/, /(?<=\s)/, /(?:)/u];

function parted(text: string, fits: (words: string) => boolean, end = 0): readonly string[] {
  const pieces = text.split(ends[end] ?? /(?:)/u);
  const parts: string[] = [];
  for (let at = 0; at < pieces.length; ) {
    const run = longestRun(pieces.length - at, (count) => fits(pieces.slice(at, at + count).join('')));
    if (run === 0 && end < ends.length - 1) {
      pieces.splice(at, 1, ...parted(pieces[at] ?? '', fits, end + 1));
      continue;
    }
    parts.push(pieces.slice(at, at + Math.max(run, 1)).join(''));
    at += Math.max(run, 1);
  }
  return parts.filter((part) => part.trim() !== '');
}

/** With how many of them, from none to `most`, it still fits: by doubling, then by halving, for each trial writes all of them. */
function longestRun(most: number, fits: (count: number) => boolean): number {
  let good = 0;
  let bad = 1;
  while (bad <= most && fits(bad)) {
    good = bad;
    bad *= 2;
  }
  bad = Math.min(bad, most + 1);
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
