import { createAccount, createTeam, system } from '../../src/access/index.js';
import { createFact, createTopic } from '../../src/knowledge/index.js';
import { textHash } from '../../src/knowledge/answer.js';
import { insertSwitch, latestSwitch } from '../../src/knowledge/snapshot.store.js';
import type { Clock } from '../../src/platform/clock.js';
import type { Database, DatabaseTransaction } from '../../src/platform/database/database.js';
import type { NewRow } from '../../src/platform/database/tables.js';
import { announce } from '../../src/platform/events.js';

/** How large a knowledge base is. */
export interface BankSize {
  readonly answers: number;
  /** How many of the answers show the one fact that the bench changes. */
  readonly uses: number;
}

/** The fact that the bench changes, and an answer that shows it. */
export const hotFact = 'card.fee';
export const hotAnswer = 'answer-00000';

/** Who states a value and who publishes it. */
export const writers = {
  editor: { key: 'editor', name: 'Editor', role: 'EDITOR', team: 'cards' },
  reviewer: { key: 'reviewer', name: 'Reviewer', role: 'REVIEWER', team: 'cards' },
} as const;

const topics = 50;
const facts = 300;
const rowsAtOnce = 500;
const everyday =
  'account address agent balance bank branch business card cash charge claim close code country credit customer day debit delay deposit detail exchange fee form freeze gift help hold identity interest letter limit loan machine message month name number office online order paper payment phone pin place premium queue rate receipt refund request safe salary saving screen service sign statement stop store tariff theft ticket time transfer travel verify visit wait wallet week year'.split(
    ' ',
  );

/** A number below `limit` from a fixed sequence: every run measures the same bank. */
function sequence(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

/**
 * Fills an empty database. Teams, people, topics and facts go through their verbs. Answers, versions, phrasings and translations are written as the
 * rows that the verbs would leave, in one switch: by the verbs 10,000 answers are 50,000 transactions, and none of them is what is measured.
 */
export async function fillBank(db: Database, clock: Clock, size: BankSize): Promise<void> {
  const ctx = { db, clock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  for (const person of Object.values(writers))
    await createAccount(ctx, { ...person, email: `${person.key}@larkhaven.example` });
  for (let n = 0; n < topics; n += 1)
    await createTopic(ctx, {
      key: `topic-${n}`,
      name: `Topic ${n}`,
      parentKey: null,
      ownerTeam: 'cards',
      authorityTeam: 'cards',
      demandClass: 'SELF_SERVE',
      serviceLevelHours: 8,
    });
  for (const key of [hotFact, ...Array.from({ length: facts }, (_, n) => factKey(n))])
    await createFact(ctx, { key, type: 'MONEY', name: key, ownerTeam: 'cards' });
  await db.transaction().execute((tx) => writeAnswers(tx, clock.now(), size));
}

const factKey = (n: number) => `tariff.fee-${n}`;

async function writeAnswers(tx: DatabaseTransaction, now: Date, size: BankSize): Promise<void> {
  const last = await latestSwitch(tx);
  const moment = new Date(Math.max(now.getTime(), (last?.moment.getTime() ?? 0) + 1));
  const switchRow = { sequence: (last?.sequence ?? 0) + 1, moment, reason: 'release.published', subject: 'bench' };
  await insertSwitch(tx, switchRow);
  await announce(tx, switchRow.reason, { subject: 'release/bench', snapshotSequence: switchRow.sequence }, moment);
  for (const { id } of await tx.selectFrom('fact').select('id').execute())
    await tx.insertInto('fact_value').values(firstValue(id, moment)).execute();
  const team = await tx.selectFrom('team').select('id').executeTakeFirstOrThrow();
  const topicIds = (await tx.selectFrom('topic').select('id').execute()).map(({ id }) => id);
  const random = sequence(20_261_123);
  for (let from = 0; from < size.answers; from += rowsAtOnce) {
    const numbers = Array.from({ length: Math.min(rowsAtOnce, size.answers - from) }, (_, i) => from + i);
    await writeSome(tx, numbers, { size, moment, random, teamId: team.id, topicIds });
  }
}

interface Writing {
  readonly size: BankSize;
  readonly moment: Date;
  readonly random: (limit: number) => number;
  readonly teamId: number;
  readonly topicIds: readonly number[];
}

async function writeSome(tx: DatabaseTransaction, numbers: readonly number[], writing: Writing): Promise<void> {
  const { moment, random, size } = writing;
  const answers = await tx
    .insertInto('answer')
    .values(numbers.map((n) => answerRow(n, writing)))
    .returning(['id', 'key'])
    .execute();
  const texts = new Map(answers.map(({ id }, i) => [id, textOf(numbers[i] ?? 0, random, size)]));
  const versions = await tx
    .insertInto('answer_version')
    .values([...texts].map(([id, text]) => versionRow(id, text, moment)))
    .returning(['id', 'answer_id'])
    .execute();
  await tx
    .insertInto('phrasing')
    .values(
      answers.flatMap(({ id }, at) =>
        Array.from({ length: 4 }, (_, i) => ({
          answer_id: id,
          locale: 'en',
          text: `${sentence(random, numbers[at] ?? 0, 6)} ${i}?`,
          added_by: 'Editor',
          added_at: moment,
        })),
      ),
    )
    .execute();
  await tx
    .insertInto('translation')
    .values(
      versions
        .filter((_, i) => i % 3 === 0)
        .map(({ id, answer_id }) =>
          translationRow(answer_id, id, texts.get(answer_id) ?? textOf(0, random, size), moment),
        ),
    )
    .execute();
}

function firstValue(factId: number, moment: Date): NewRow<'fact_value'> {
  return {
    fact_id: factId,
    scope: '{}',
    scope_key: '',
    content: JSON.stringify({ type: 'MONEY', amount: `${factId}.00`, currency: 'GBP', per: null }),
    valid_from: new Date(0),
    valid_to: null,
    source: 'Tariff',
    stated_by: 'Editor',
    approved_by: 'Reviewer',
    recorded_at: moment,
  };
}

function answerRow(n: number, { moment, teamId, topicIds, random }: Writing): NewRow<'answer'> {
  return {
    key: `answer-${String(n).padStart(5, '0')}`,
    topic_id: topicIds[random(topicIds.length)] ?? 0,
    audience: n % 10 === 9 ? 'STAFF' : 'PUBLIC',
    scope: '{}',
    must_say: [],
    related: [],
    owner_team_id: teamId,
    review_every_days: 180,
    recorded_at: moment,
  };
}

interface Text {
  readonly question: string;
  readonly title: string;
  readonly body: string;
  readonly short: string;
}

/** About 700 characters with two facts; the uses of the hot one lie evenly among the answers. */
function textOf(n: number, random: (limit: number) => number, { answers, uses }: BankSize): Text {
  const shown = n % Math.round(answers / uses) === 0 ? hotFact : factKey(random(facts));
  // Else two answers would name two prices of one thing, and the gate would hold the change back, rightly.
  const own = invented(10_000 + n * 8);
  const paragraph = () => Array.from({ length: 4 }, () => `${sentence(random, n, 10)}.`).join(' ');
  return {
    question: `${sentence(random, n, 7)} ${n}?`,
    title: `${sentence(random, n, 4)} ${n}`,
    body: `${paragraph()}\n\nThe ${own} ${sentence(random, n, 5)} costs {{fact:${shown}}} or {{fact:${factKey(random(facts))}}}.\n\n${paragraph()}`,
    short: `The ${own} ${sentence(random, n, 8)} costs {{fact:${shown}}}.`,
  };
}

function versionRow(answerId: number, text: Text, moment: Date): NewRow<'answer_version'> {
  return {
    ...text,
    answer_id: answerId,
    number: 1,
    hash: textHash('en', text),
    author: 'Editor',
    reviewer: 'Reviewer',
    change_note: 'First version',
    significance: 'MAJOR',
    effective_from: moment,
    effective_to: null,
    recorded_at: moment,
    must_say: [],
    person_policy: 'AS_TOPIC',
    related: [],
  };
}

function translationRow(answerId: number, versionId: number, text: Text, moment: Date): NewRow<'translation'> {
  return {
    ...text,
    answer_id: answerId,
    locale: 'de',
    source_version_id: versionId,
    hash: textHash('de', text),
    translator: 'Editor',
    recorded_at: moment,
  };
}

/** Of the words of a sentence some are of every day, some of a topic, and some of one answer alone, as they are where people write. */
function sentence(random: (limit: number) => number, n: number, length: number): string {
  const word = () => {
    const kind = random(10);
    if (kind < 4) return everyday[random(everyday.length)] ?? '';
    return kind < 7 ? invented(1_000 + (n % topics) * 100 + random(100)) : invented(10_000 + n * 8 + random(8));
  };
  const text = Array.from({ length }, word).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');

/** A word for a number below 160,000, another for each. */
function invented(n: number): string {
  return [1, 20, 400, 8_000].map((place) => syllables[Math.floor(n / place) % syllables.length]).join('');
}
