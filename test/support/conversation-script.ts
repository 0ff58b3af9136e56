import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../src/platform/paths.js';

const answer = z.strictObject({
  key: z.string(),
  question: z.string().optional(),
  texts: z.record(z.string(), z.string()).optional(),
  version: z.number().optional(),
  significance: z.enum(['MAJOR', 'MINOR']).optional(),
  demandClass: z.literal('HUMAN').optional(),
  personPolicy: z.enum(['OFFER', 'AT_ONCE', 'ANSWER_ALONE']).optional(),
  hours: z.string().optional(),
  factValueIds: z.array(z.string()).optional(),
});

const expectation = z.strictObject({
  kind: z.string(),
  answer: z.string().optional(),
  version: z.number().optional(),
  /** Words that its text holds, with or without the channel's markup. */
  says: z.string().optional(),
  /** A pattern that its text holds nowhere, instead of `says`. */
  neverSays: z.string().optional(),
  /** Some of its buttons, by their titles. */
  choices: z.array(z.string()).optional(),
  /** That it has none. */
  withoutButtons: z.literal(true).optional(),
  outOfHours: z.boolean().optional(),
  /** What the packet for the person holds. */
  packet: z.record(z.string(), z.unknown()).optional(),
});

/** What the bot is expected to do. */
export type Expected = z.output<typeof expectation>;

/** One thing that the bot is expected to do: its kind, or its kind and whatever else is named. */
const expected = z.union([z.string().transform((kind): Expected => ({ kind })), expectation]);

const bot = z.array(expected).default([]);
const step = z.union([
  z.strictObject({ customer: z.string(), bot }),
  z.strictObject({ vote: z.enum(['up', 'down']), receipt: z.string().optional(), bot }),
  z.strictObject({ desk: z.enum(['accepted', 'failed', 'completed']), bot }),
  z.strictObject({ publish: answer }),
  z.strictObject({ retire: z.string(), redirectTo: z.string().optional() }),
]);

const script = z.strictObject({
  about: z.string(),
  conversations: z.array(
    z.strictObject({
      it: z.string(),
      locale: z.string().default('en'),
      at: z.iso.datetime().optional(),
      steps: z.array(step),
    }),
  ),
});

/** What happens next in a conversation. */
export type Step = z.output<typeof step>;
/** The conversations of one file. */
type Script = z.output<typeof script>;

const folder = join(projectRoot, 'test', 'conversations');

/** All conversations that are written down as files, checked for their form: a misspelt expectation would expect nothing. */
export function conversationScripts(): readonly Script[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => script.parse(parse(readFileSync(join(folder, name), 'utf8'))));
}
