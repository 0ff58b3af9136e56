/** Who may read something, from the most readers to the fewest. */
export const levels = ['everyone', 'staff', 'editors'] as const;
export type Level = (typeof levels)[number];

/** A word that was planted in one place of the knowledge, and stands nowhere else. */
export interface Canary {
  readonly word: string;
  /** Where it was planted, such as "a comment". */
  readonly place: string;
  /** Who may read it by now. */
  readonly level: Level;
  /** The most who ever could. */
  readonly ever: Level;
}

/** The words that were planted, and who may read each: the model that the service is held against. */
export interface Aviary {
  readonly all: readonly Canary[];
  /** A new word that nobody but editors may read yet. */
  plant(place: string): string;
  /** From now on these may be read by so many. */
  move(words: readonly string[], level: Level): void;
  /** The words that a text tells to a reader who may not read them; what the request itself said does not count. */
  leaks(text: string, reader: Level, request?: string): readonly string[];
  /** The same of a text that was told at any time until now. */
  leaksEver(text: string, reader: Level): readonly string[];
}

/** Opens an aviary with no birds in it. */
export function openAviary(): Aviary {
  const birds = new Map<string, Canary>();
  const hidden = (from: Level, reader: Level) => levels.indexOf(from) > levels.indexOf(reader);
  const told = (text: string, tests: (canary: Canary) => boolean) => {
    const plain = text.toLowerCase();
    return [...birds.values()]
      .filter((canary) => plain.includes(canary.word) && tests(canary))
      .map(({ word, place, level }) => `${word}: ${place}, for ${level}`);
  };
  return {
    get all() {
      return [...birds.values()];
    },
    plant: (place) => {
      const word = wordOf(birds.size);
      birds.set(word, { word, place, level: 'editors', ever: 'editors' });
      return word;
    },
    move: (words, level) => {
      for (const word of words) {
        const canary = birds.get(word);
        if (canary) birds.set(word, { ...canary, level, ever: hidden(canary.ever, level) ? level : canary.ever });
      }
    },
    leaks: (text, reader, request = '') =>
      told(text, ({ word, level }) => hidden(level, reader) && !request.toLowerCase().includes(word)),
    leaksEver: (text, reader) => told(text, ({ ever }) => hidden(ever, reader)),
  };
}

/** Letters only, so that no stemmer and no number format changes it: qzbaax, qzcaax, … */
function wordOf(number: number): string {
  const letters = [...String(number).padStart(4, '0')].map((digit) => 'bcdfghjklm'[Number(digit)]);
  return `qz${letters.join('a')}ax`;
}
