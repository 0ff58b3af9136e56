/** Something that was done to the knowledge, at the moment at which it counted; the log is in the order of these moments. */
export type LogEntry = { readonly moment: Date } & (
  | {
      readonly kind: 'version';
      readonly answer: string;
      readonly words: Words;
      readonly from: Date;
      readonly to: Date | null;
      readonly major: boolean;
    }
  | { readonly kind: 'translation'; readonly answer: string; readonly locale: string; readonly words: Words }
  | {
      readonly kind: 'phrasing added' | 'phrasing removed';
      readonly answer: string;
      readonly locale: string;
      readonly text: string;
    }
  | { readonly kind: 'retirement'; readonly answer: string }
  | {
      readonly kind: 'value';
      readonly fact: string;
      readonly scope: string;
      readonly value: string;
      readonly from: Date;
      /** Null = until the next value that was known begins. */
      readonly to: Date | null;
    }
);

/** The words of an answer that the comparison looks at. */
export interface Words {
  readonly question: string;
  readonly title: string;
  readonly short: string;
}

/** What a reader of one locale finds of an answer. */
export interface ReplayedAnswer {
  readonly key: string;
  readonly version: number;
  readonly source: Words;
  readonly locales: readonly string[];
  readonly served: Words;
  readonly phrasings: readonly string[];
  readonly isOutdated: boolean;
}

/** All answers that are there at two instants, by key: the log is gone through from its beginning, as a clerk would. */
export function replayAnswers(
  log: readonly LogEntry[],
  at: { readonly validAt: Date; readonly knownAt: Date },
  locale: string,
): readonly ReplayedAnswer[] {
  const shelves = new Map<string, Shelf>();
  for (const entry of log.filter(({ moment }) => moment <= at.knownAt)) {
    if (entry.kind === 'value') continue;
    const shelf = shelves.get(entry.answer) ?? emptyShelf();
    shelves.set(entry.answer, shelf);
    if (entry.kind === 'version') shelf.versions.push(entry);
    if (entry.kind === 'translation') shelf.translations.push({ ...entry, of: shelf.versions.length });
    if (entry.kind === 'phrasing added') shelf.phrasings.push(entry);
    if (entry.kind === 'phrasing removed')
      shelf.phrasings = shelf.phrasings.filter((one) => one.text !== entry.text || one.locale !== entry.locale);
    if (entry.kind === 'retirement') shelf.retired = true;
  }
  return [...shelves]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, shelf]) => readShelf(key, shelf, at.validAt, locale));
}

type Version = Extract<LogEntry, { kind: 'version' }>;

interface Shelf {
  versions: Version[];
  translations: { readonly locale: string; readonly words: Words; readonly of: number }[];
  phrasings: { readonly locale: string; readonly text: string }[];
  retired: boolean;
}

function emptyShelf(): Shelf {
  return { versions: [], translations: [], phrasings: [], retired: false };
}

function readShelf(key: string, shelf: Shelf, validAt: Date, locale: string): readonly ReplayedAnswer[] {
  const begun = shelf.versions.map((version) => version.from <= validAt);
  const place = shelf.versions.findLastIndex((version, i) => begun[i] && (version.to === null || version.to > validAt));
  const version = shelf.versions[place];
  if (shelf.retired || !version) return [];
  const usable = shelf.translations.filter(({ of }) => begun[of - 1]);
  const translation = usable.findLast((one) => one.locale === locale);
  const [low, high] = [place + 1, translation?.of ?? place + 1].sort((a, b) => a - b) as [number, number];
  return [
    {
      key,
      version: place + 1,
      source: version.words,
      locales: ['en', ...new Set(usable.map((one) => one.locale))].sort(),
      served: translation?.words ?? version.words,
      phrasings: shelf.phrasings.flatMap((one) => (one.locale === locale ? [one.text] : [])).sort(),
      isOutdated: shelf.versions.slice(low, high).some(({ major }) => major),
    },
  ];
}

/** The value of each fact in each scope at two instants: later entries are written over earlier ones, as on a wall calendar. */
export function replayValues(
  log: readonly LogEntry[],
  at: { readonly validAt: Date; readonly knownAt: Date },
): ReadonlyMap<string, string> {
  const calendars = new Map<string, Stretch[]>();
  for (const entry of log) {
    if (entry.kind !== 'value' || entry.moment > at.knownAt) continue;
    const name = `${entry.fact} ${entry.scope}`;
    calendars.set(name, overwritten(calendars.get(name) ?? [], entry));
  }
  const found = new Map<string, string>();
  for (const [name, stretches] of calendars) {
    const held = stretches.find(({ from, to }) => from <= at.validAt && (to === null || to > at.validAt));
    if (held) found.set(name, held.value);
  }
  return found;
}

/** A time during which a value holds; null = without end. */
interface Stretch {
  readonly value: string;
  readonly from: Date;
  readonly to: Date | null;
}

function overwritten(stretches: readonly Stretch[], { value, from, to }: Stretch): Stretch[] {
  const next = stretches.map((one) => one.from).filter((begin) => begin > from);
  const end = to ?? (next.length > 0 ? new Date(Math.min(...next.map(Number))) : null);
  const left = stretches.flatMap((one): Stretch[] => [
    ...(one.from < from ? [{ ...one, to: one.to === null || one.to > from ? from : one.to }] : []),
    ...(end && (one.to === null || one.to > end) ? [{ ...one, from: one.from > end ? one.from : end }] : []),
  ]);
  return [...left, { value, from, to: end }];
}
