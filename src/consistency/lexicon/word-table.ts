const longestWord = 40;
const mostWords = 50_000;
// So many places are tried for a word: words made up to fall on one place are reckoned anew, and cost no more than new ones.
const tries = 16;

/**
 * The same pure function of a word, which remembers the words it was asked for and knows them by their letters in the text: only a new word is
 * cut out of it. How many are remembered is bounded, because customers can type anything.
 */
export function wordTable<Known extends { readonly text: string }>(
  reckon: (word: string) => Known,
): (text: string, start: number, end: number) => Known {
  let places = emptyPlaces<Known>(1024);
  let size = 0;
  return (text, start, end) => {
    const place = placeOf(places, text, start, end);
    const known = place === -1 ? undefined : places[place];
    if (known !== undefined) return known;
    const result = reckon(text.slice(start, end));
    if (place === -1 || end - start > longestWord) return result;
    places[place] = result;
    size += 1;
    if (size >= mostWords) [places, size] = [emptyPlaces<Known>(1024), 0];
    else if (size * 2 > places.length) places = twiceAsMany(places);
    return result;
  };
}

/** A power of two of places for words; those next to each other are shared by words of one sum. */
type Places<Known> = (Known | undefined)[];

function emptyPlaces<Known>(length: number): Places<Known> {
  return Array.from({ length }, () => undefined);
}

function twiceAsMany<Known extends { readonly text: string }>(places: Places<Known>): Places<Known> {
  const more = emptyPlaces<Known>(places.length * 2);
  for (const known of places) {
    const place = known === undefined ? -1 : placeOf(more, known.text, 0, known.text.length);
    if (place !== -1) more[place] = known;
  }
  return more;
}

// The place that the word has or may take, -1 where all that it might take are taken.
function placeOf<Known extends { readonly text: string }>(
  places: Places<Known>,
  text: string,
  start: number,
  end: number,
): number {
  let sum = 0;
  for (let at = start; at < end; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x9e3779b1) ^ (sum >>> 15);
  const last = places.length - 1;
  sum ^= sum >>> 15;
  for (let step = 0; step < tries; step += 1) {
    const place = (sum + step) & last;
    const known = places[place];
    if (known === undefined || isAt(known.text, text, start, end)) return place;
  }
  return -1;
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
