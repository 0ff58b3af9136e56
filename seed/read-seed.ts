import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { audiences, staffRoles } from '../src/access/index.js';
import { factTypes, personPolicies, roundings, significances } from '../src/knowledge/index.js';
import { projectRoot } from '../src/platform/paths.js';

const day = z.iso.date();
const scope = z.record(z.string(), z.string()).default({});
const text = z.string().min(1);

const organisation = z.object({
  teams: z.array(z.object({ key: text, name: text, email: z.email() })),
  topics: z.array(
    z.object({
      key: text,
      name: text,
      owner: text,
      authority: text,
      demandClass: z.enum(['REMOVE', 'SELF_SERVE', 'HUMAN']),
      serviceLevelHours: z.number(),
    }),
  ),
  staff: z.array(z.object({ key: text, name: text, email: z.email(), role: z.enum(staffRoles), team: text })),
  rounds: z.array(z.object({ on: day, topics: z.array(text), note: text })),
});

const fact = z.object({
  key: text,
  type: z.enum(factTypes),
  name: text,
  owner: text,
  values: z
    .array(
      z.object({
        value: z.coerce.string(),
        from: day,
        to: day.optional(),
        recorded: day.optional(),
        scope,
        source: text,
      }),
    )
    .default([]),
  formulas: z
    .array(
      z.object({
        formula: text,
        decimals: z.int(),
        rounding: z.enum(roundings),
        from: day,
        recorded: day.optional(),
        source: text,
      }),
    )
    .default([]),
});

const answer = z.object({
  key: text,
  topic: text,
  question: text,
  title: text,
  audience: z.enum(audiences).default('PUBLIC'),
  scope,
  mustSay: z.array(text).default([]),
  related: z.array(text).default([]),
  personPolicy: z.enum(personPolicies).default('AS_TOPIC'),
  body: text,
  short: text,
  phrasings: z.array(z.coerce.string()).default([]),
  history: z
    .array(
      z.object({
        on: day,
        note: text,
        significance: z.enum(significances).default('MINOR'),
        was: z.record(z.string(), z.string()).default({}),
      }),
    )
    .min(1),
});

const translation = z.object({
  key: text,
  question: text,
  title: text,
  body: text,
  short: text,
  phrasings: z.array(z.coerce.string()).default([]),
  on: day,
});

const place = z.object({ answer: text, page: text.optional(), anchor: text });

export type SeedFact = z.output<typeof fact>;
export type SeedAnswer = z.output<typeof answer>;
export type SeedTranslation = z.output<typeof translation> & { readonly locale: string };

/** Where each observed channel answers each question. */
export type SeedPlaces = Readonly<Record<string, readonly z.output<typeof place>[]>>;

/** Everything the seed's files say. */
export interface Seed {
  readonly organisation: z.output<typeof organisation>;
  readonly facts: readonly SeedFact[];
  readonly answers: readonly SeedAnswer[];
  readonly translations: readonly SeedTranslation[];
  readonly places: SeedPlaces;
}

/** The folder of the demo organisation. */
export const seedFolder = join(projectRoot, 'seed');

/** Reads and checks every file of the seed; a fault names the file and the field. */
export function readSeed(): Seed {
  const locales = readdirSync(join(seedFolder, 'translations'));
  return {
    organisation: read('organisation.yaml', organisation),
    facts: readFolder('facts', fact),
    answers: readFolder('answers', answer),
    translations: locales.flatMap((locale) =>
      readFolder(join('translations', locale), translation).map((row) => ({ ...row, locale })),
    ),
    places: existsSync(join(seedFolder, 'observed', 'map.yaml'))
      ? read(join('observed', 'map.yaml'), z.record(z.string(), z.array(place)))
      : {},
  };
}

function readFolder<T>(folder: string, shape: z.ZodType<T>): readonly T[] {
  const files = readdirSync(join(seedFolder, folder)).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => read(join(folder, file), z.array(shape)));
}

function read<T>(file: string, shape: z.ZodType<T>): T {
  const result = shape.safeParse(parse(readFileSync(join(seedFolder, file), 'utf8')));
  if (!result.success) throw new Error(`seed/${basename(file)}: ${z.prettifyError(result.error)}`);
  return result.data;
}
