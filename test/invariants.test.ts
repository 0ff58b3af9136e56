import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { buildApiSchema } from '../schema/build-schema.js';
import { textHash } from '../src/knowledge/answer.js';
import { anyRequest } from './support/any-request.js';
import type { Level } from './support/canaries.js';
import { openEmptyBank } from './support/empty-bank.js';
import type { RequestShape } from './support/every-request.js';
import { type Choice, deedNames, type LeakyWorld, openLeakyWorld } from './support/leaky-world.js';
import { subscribeBySocket } from './support/live.js';
import { people, startSecondNode, type TestService } from './support/test-service.js';

const choice: fc.Arbitrary<Choice> = fc.record({
  deed: fc.constantFrom(...deedNames),
  pick: fc.nat(1_000),
  part: fc.nat(1_000),
});

/** Every deed once, in an order in which each can be done; answers 0 and 1 are there from the beginning. */
const prelude: readonly Choice[] = (
  [
    ['open', 1, 0],
    ['open', 0, 0],
    ['open', 1, 0],
    ['draft', 2, 1],
    ['comment', 2, 0],
    ['fact check', 2, 0],
    ['give back', 2, 0],
    ['publish', 2, 0],
    ['draft', 3, 2],
    ['suggest', 2, 0],
    ['translate', 2, 3],
    ['translate', 0, 9],
    ['translate', 2, 1],
    ['phrase', 2, 0],
    ['phrase', 0, 0],
    ['rule out', 2, 0],
    ['propose a value', 0, 0],
    ['publish a value', 0, 1],
    ['publish a value', 1, 2],
    ['plan a value', 0, 0],
    ['plan', 3, 0],
    ['draft', 0, 3],
    ['retire', 2, 0],
  ] as const
).map(([deed, pick, part]) => ({ deed, pick, part }));

/** That, and then whatever comes. */
const courses = (length: number) =>
  fc.array(choice, { minLength: length, maxLength: length }).map((some) => [...prelude, ...some]);

/** The world changes with each run, so nothing can be shrunk: a failure names its seed. */
const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_123, endOnFailure: true });

async function inWorld(work: (world: LeakyWorld) => Promise<void>): Promise<void> {
  const world = await openLeakyWorld();
  try {
    await work(world);
  } finally {
    await world.service.close();
  }
}

const schema = buildApiSchema();

/** Everything that can be asked of a world as it stands. */
function requestsOf({ answers, aviary, clock }: LeakyWorld): readonly RequestShape[] {
  const last = (test: (answer: LeakyWorld['answers'][number]) => boolean) => answers.findLast(test)?.key;
  const keys = [
    last(({ retired, shows }) => !retired && !shows),
    last(({ level, retired }) => level === 'staff' && !retired),
    last(({ retired }) => retired),
    last(({ planned }) => planned),
    last(({ edit }) => edit > 0),
    last(({ translation }) => translation > 0),
    ...answers.flatMap(({ key, shows }) => (shows ? [key, shows] : [])),
    'cards',
  ];
  const places = new Map(aviary.all.map(({ place, word }) => [place.replace(/answer-\d+/g, ''), word]));
  const words = ['What is answer-0?', ...places.values()];
  const lists = [
    '{ answers(first: 100) { totalCount nodes { key title audience phrasings rendition { text short } version { body changeNote author } draft { title } } } }',
    '{ answers(first: 100, locale: "de") { nodes { title rendition { text } translations { status reviewer } } } }',
    '{ topics { key answers { key versions(first: 3) { nodes { title body changeNote } } } } }',
    '{ facts { key name value { text source } values { written source validTo } } }',
    ...['it', 'So', 'again'].map(
      (word) => `{ search(text: "${word}", first: 100) { nodes { locale answer { key } } } }`,
    ),
  ].map((query) => ({ name: query, query, variables: {} }));
  const before = new Date(clock.now().getTime() - 10_000).toISOString();
  const single = anyRequest(schema, {
    key: [...new Set(keys.filter((key) => key !== undefined))],
    keys: [answers.map(({ key }) => key).slice(0, 40), null],
    question: words,
    text: words,
    titleContains: [null, 'is'],
    locale: ['en', 'de'],
    locales: [null, ['de', 'en']],
    channel: ['webchat', 'help', 'agents'],
    topic: [null, 'cards'],
    asOf: [null, { knownAt: before }, { validAt: before }, { validAt: '2040-01-01T00:00:00Z' }],
    from: [1, before],
    to: [1, 2, '2040-01-01T00:00:00Z'],
    first: [2, 100],
  });
  return [...lists, ...single];
}

interface Told {
  readonly request: RequestShape;
  readonly text: string;
  readonly isRefused: boolean;
}

/** What one reader is told by all of the requests; a few go at once. */
async function askAll(
  service: Pick<TestService, 'graphql'>,
  requests: readonly RequestShape[],
  token: string | null,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  const atOnce = 6;
  for (let i = 0; i < requests.length; i += atOnce)
    told.push(
      ...(await Promise.all(
        requests.slice(i, i + atOnce).map(async (request) => {
          const { data, errors } = await service.graphql<unknown>(request.query, request.variables, token);
          return { request, text: JSON.stringify({ data, errors }), isRefused: errors !== undefined };
        }),
      )),
    );
  return told;
}

/** Readers who may not see what editors see, and what each may see. */
async function readersOf({
  service,
  desks,
}: LeakyWorld): Promise<readonly (readonly [string, string | null, Level])[]> {
  return [
    ['anyone', null, 'everyone'],
    ['a channel', service.app.keys.webchat, 'everyone'],
    ['an agent', await desks.token(people.agent), 'staff'],
  ];
}

describe('the first invariant', { timeout: 240_000 }, () => {
  it('one question has one answer: on every channel, with every credential that sees as much, and on every node', async () => {
    await inWorld(async (world) => {
      const { service, desks, aviary } = world;
      const second = await startSecondNode(service);
      const answered = new Set<string>();
      try {
        await fc.assert(
          fc.asyncProperty(courses(12), async (course) => {
            for (const one of course) await world.act(one);
            await service.app.caughtUp();
            await second.refresh();
            const phrasings = aviary.all.filter(({ place }) => place.startsWith('a phrasing')).map(({ word }) => word);
            const questions = [
              'What is answer-0?',
              'it',
              'nothing of the kind',
              ...phrasings.map((word) => `where is ${word}`),
            ];
            for (const question of questions)
              for (const locale of ['en', 'de-AT', 'fr']) {
                const said = new Map<string, string[]>();
                for (const channel of ['help', 'webchat', 'social', 'social-reply', 'email', 'agents'])
                  for (const [node, token] of [
                    [service, null],
                    [service, service.app.keys.webchat],
                    [service, await desks.token(people.agent)],
                    [second, null],
                  ] as const) {
                    const reply = await node.graphql<{ ask: readonly Resolution[] }>(
                      askQuery,
                      { question, locale, channel },
                      token,
                    );
                    const resolution = JSON.stringify(reply.errors ?? reply.data.ask);
                    said.set(resolution, [...(said.get(resolution) ?? []), channel]);
                    for (const one of reply.data?.ask ?? []) answered.add(one.__typename);
                  }
                expect([...said.keys()].slice(1), `${question} in ${locale}`).toEqual([]);
              }
          }),
          seeded(1),
        );
        expect([...answered]).toEqual(expect.arrayContaining(['Answered', 'NoAnswer']));
      } finally {
        await second.close();
      }
    });
  });
});

interface Resolution {
  readonly __typename: string;
}

const askQuery = `query ($question: String!, $locale: Locale!, $channel: String!) {
  ask(question: $question, locale: $locale, channel: $channel, audience: PUBLIC) { __typename
    ... on Answered { snapshotSequence modelId exact score answer { key version { number hash } } rendition { version locale contentHash facts { key } } }
    ... on Choices { snapshotSequence modelId choices { answer { key } } }
    ... on NoAnswer { snapshotSequence modelId reason } } }`;

describe('the second invariant', { timeout: 240_000 }, () => {
  it('what a reader may not see is told by no query, list, search, history, as-of read or subscription', async () => {
    await inWorld(async (world) => {
      const { service, aviary } = world;
      const readers = await readersOf(world);
      const ears = readers.map(([name, token, level]) => ({ name, level, ear: listen(service, token) }));
      await Promise.all(ears.map(({ ear }) => ear.ready));
      let asked = 0;
      await fc.assert(
        fc.asyncProperty(courses(20), async (course) => {
          for (const one of course) await world.act(one);
          await service.app.caughtUp();
          const requests = requestsOf(world);
          for (const [name, token, level] of readers) {
            const told = await askAll(service, requests, token);
            for (const { request, text } of told)
              expect(
                aviary.leaks(text, level, JSON.stringify(request)),
                `${name}: ${request.query.slice(0, 80)} ${JSON.stringify(request.variables)}`,
              ).toEqual([]);
            asked += told.filter(({ isRefused }) => !isRefused).length;
          }
        }),
        seeded(2),
      );
      for (const { name, level, ear } of ears) {
        const heard = await ear.close();
        for (const message of heard) expect(aviary.leaksEver(message, level), `${name} heard`).toEqual([]);
        expect(aviary.leaks(heard.join(), 'everyone').length + heard.length, `${name} heard nothing`).toBeGreaterThan(
          3,
        );
      }
      // It was looked for: each thing was done, many requests were answered, and the words are there to be found.
      expect(world.done.size, JSON.stringify([...world.done])).toBe(deedNames.length);
      expect(asked).toBeGreaterThan(400);
      const forEditors = await askAll(service, requestsOf(world), await world.desks.token(people.editor));
      const found = forEditors.map(({ text }) => text).join();
      expect(aviary.leaks(found, 'everyone').length).toBeGreaterThan(10);
      const everyone = (await askAll(service, requestsOf(world), null)).map(({ text }) => text).join();
      const open = aviary.all.filter(({ word, level }) => level === 'everyone' && everyone.includes(word));
      expect(open.length).toBeGreaterThan(3);
    });
  });
});

/** Follows all changes of answers and facts as one reader. */
function listen(service: TestService, token: string | null) {
  const heard: string[] = [];
  const answer =
    '{ key answer { title version { title body short changeNote } draft { title } rendition { text } phrasings } }';
  const fact = '{ key fact { value { text source } values { written source } } }';
  const readers = [`answerChanged ${answer}`, `factChanged ${fact}`].map((field) =>
    subscribeBySocket(service.url, `subscription { ${field} }`, { token }),
  );
  let isOpen = true;
  for (const reader of readers)
    void (async () => {
      while (isOpen) {
        const message = await reader.next().catch(() => null);
        if (message) heard.push(JSON.stringify(message));
      }
    })();
  return {
    ready: Promise.all(readers.map(({ ready }) => ready)),
    close: async (): Promise<readonly string[]> => {
      await new Promise((wake) => setTimeout(wake, 500));
      isOpen = false;
      for (const reader of readers) reader.close();
      return heard;
    },
  };
}

describe('the third invariant', { timeout: 240_000 }, () => {
  it('a published version and its translations are to the letter what they were, whatever is done afterwards', async () => {
    await inWorld(async (world) => {
      const known = new Map<string, string>();
      await fc.assert(
        fc.asyncProperty(courses(25), async (course) => {
          for (const one of course) {
            await world.act(one);
            const rows = await publishedTexts(world.service);
            for (const [name, row] of known) expect(rows.get(name), name).toBe(row);
            for (const [name, row] of rows) known.set(name, row);
          }
        }),
        seeded(1),
      );
      expect([...known.keys()].filter((name) => name.startsWith('answer_version')).length).toBeGreaterThan(8);
      expect([...known.keys()].some((name) => name.startsWith('translation'))).toBe(true);
    });
  });

  it('is kept by the database itself: no statement changes or removes a published text', async () => {
    await inWorld(async ({ service, act }) => {
      await act({ deed: 'translate', pick: 0, part: 0 });
      const before = await publishedTexts(service);
      const carriedOut: string[] = [];
      for (const table of ['answer_version', 'translation'])
        for (const statement of [
          `update ${table} set body = 'Changed.'`,
          `update ${table} set recorded_at = recorded_at + interval '1 day'`,
          `update ${table} set hash = 'x' where id = (select max(id) from ${table})`,
          `delete from ${table}`,
          `truncate ${table} cascade`,
        ]) {
          const outcome = await sql
            .raw(statement)
            .execute(service.app.db)
            .catch(() => 'refused');
          if (outcome !== 'refused') carriedOut.push(statement);
        }
      expect(carriedOut).toEqual([]);
      expect(await publishedTexts(service)).toEqual(before);
      expect([...before.keys()].some((name) => name.startsWith('translation'))).toBe(true);
    });
  });
});

/** Every published text with its hash, by table and number; fails where a hash is not that of the words. */
async function publishedTexts({ app }: TestService): Promise<ReadonlyMap<string, string>> {
  const versions = await app.db.selectFrom('answer_version').selectAll().execute();
  const translations = await app.db.selectFrom('translation').selectAll().execute();
  for (const row of versions) expect(row.hash).toBe(textHash('en', row));
  for (const row of translations) expect(row.hash).toBe(textHash(row.locale, row));
  return new Map([
    ...versions.map((row) => [`answer_version ${row.id}`, JSON.stringify(row)] as const),
    ...translations.map((row) => [`translation ${row.id}`, JSON.stringify(row)] as const),
  ]);
}

describe('the fourth invariant', { timeout: 240_000 }, () => {
  const days = 10;
  const day = (number: number) => new Date(Date.UTC(2027, 0, 1 + number)).toISOString();
  const scopes = [[], [{ dimension: 'customer', value: 'business' }]] as const;
  const statement = fc.record({
    scope: fc.nat(1),
    from: fc.nat(days - 1),
    length: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 3 }),
    retract: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(20) }),
  });

  it('a fact has the one value that was stated for the day and scope, or no answer that needs it is given', async () => {
    const bank = await openEmptyBank('2026-12-01T12:00:00Z');
    const { ask, desks, clock, service } = bank;
    let [world, gaps, values] = [0, 0, 0];
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(statement, { minLength: 4, maxLength: 9 }), async (statements) => {
          world += 1;
          const [fact, double] = [`fee.no${world}`, `double.no${world}`];
          for (const key of [fact, double])
            await ask(`mutation { createFact(input: { key: "${key}", type: COUNT, name: "n", ownerTeam: "cards" }) }`);
          const publishStatement = (id: string) => desks.publishValue(id);
          const { stateFormula } = await ask<{ stateFormula: { statement: string } }>(
            `mutation { stateFormula(input: { key: "${double}", formula: "2 * ${fact.replaceAll('.', '_')}", decimals: 0, rounding: HALF_UP, source: "s", validFrom: "2020-01-01T00:00:00Z" }) { statement } }`,
          );
          expect((await publishStatement(stateFormula.statement)).__typename).toBe('FormulaPublished');
          // An answer for everybody and one for businesses, opened while both facts have a value, which is then taken back.
          const first = await desks.value({ key: fact, value: '999', source: 's', validFrom: '2026-01-01T00:00:00Z' });
          for (const [i, scope] of scopes.entries()) {
            const key = `needs-${world}-${i}`;
            await desks.create({ key, topic: 'cards', scope });
            await desks.published({
              key,
              question: `How many are ${key}?`,
              title: 'Many',
              body: `{{fact:${fact}}} and {{fact:${double}}}.`,
              short: 'Many.',
            });
          }
          const retract = async (value: string) => {
            const { requestFactRetraction } = await ask<{ requestFactRetraction: { statement: string } }>(
              `mutation { requestFactRetraction(value: "${value}", reason: "Wrong.") { statement } }`,
            );
            expect((await publishStatement(requestFactRetraction.statement)).__typename).toBe('FactRetracted');
          };
          await retract(first.value);

          // The model: for each scope a calendar in which the last word counts.
          const calendar: (number | null)[][] = scopes.map(() => Array.from({ length: days + 4 }, () => null));
          const placed: { readonly number: number; readonly id: string }[] = [];
          for (const [number, one] of statements.entries()) {
            clock.advance(60_000);
            const line = calendar[one.scope] ?? [];
            const standing = placed.filter((candidate) => calendar.some((held) => held.includes(candidate.number)));
            const back = one.retract === null ? undefined : standing[one.retract % (standing.length || 1)];
            if (back) {
              await retract(back.id);
              for (const held of calendar)
                for (const [on, value] of held.entries()) if (value === back.number) held[on] = null;
              continue;
            }
            const begins = line.findIndex((held, on) => on > one.from && held !== null && held !== line[on - 1]);
            const next = begins === -1 ? line.length : begins;
            const end = one.length === null ? next : one.from + one.length;
            const dates = { validFrom: day(one.from), ...(one.length === null ? {} : { validTo: day(end) }) };
            const input = { key: fact, value: String(number), source: 's', scope: scopes[one.scope], ...dates };
            const stated = await desks.state(input);
            expect(stated.__typename).toBe(end > next ? 'FactOverlap' : 'FactStated');
            if (end > next) continue;
            const { value = '' } = await publishStatement(stated.statement ?? '');
            placed.push({ number, id: value });
            for (let on = one.from; on < end; on += 1) line[on] = number;
          }

          for (let on = 0; on < days; on += 2)
            for (const [i, scope] of scopes.entries()) {
              const expected = (i === 1 ? calendar[1]?.[on] : null) ?? calendar[0]?.[on] ?? null;
              const { data, errors } = await service.graphql<FactReply>(
                `query ($scope: [ScopeEntryInput!], $asOf: AsOfInput) {
                  fact(key: "${fact}", asOf: $asOf) { value(scope: $scope) { written } }
                  derived: fact(key: "${double}", asOf: $asOf) { value(scope: $scope) { written } }
                  answer(key: "needs-${world}-${i}", asOf: $asOf) { key rendition { text } } }`,
                { scope, asOf: { validAt: day(on) } },
                await desks.token(people.editor),
              );
              expect(data.fact.value?.written ?? null, `${fact} on day ${on}`).toBe(
                expected === null ? null : `${expected}`,
              );
              expect(data.derived.value?.written ?? null).toBe(expected === null ? null : `${2 * expected}`);
              if (expected === null) {
                gaps += 1;
                expect(data.answer).toBeNull();
                expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_SERVABLE']);
              } else {
                values += 1;
                expect(data.answer?.rendition.text).toContain(`${expected} and ${2 * expected}`);
              }
            }
        }),
        seeded(8),
      );
      expect(Math.min(gaps, values), `${gaps} gaps, ${values} values`).toBeGreaterThan(20);
    } finally {
      await service.close();
    }
  });
});

interface FactReply {
  readonly fact: { readonly value: { readonly written: string } | null };
  readonly derived: { readonly value: { readonly written: string } | null };
  readonly answer: { readonly rendition: { readonly text: string } } | null;
}

describe('the fifth invariant', { timeout: 240_000 }, () => {
  it('what was acknowledged is read back by a service that starts on the same database, and nothing else is', async () => {
    await inWorld(async (world) => {
      await fc.assert(
        fc.asyncProperty(courses(15), async (course) => {
          for (const one of course) await world.act(one);
          await world.service.app.caughtUp();
          const second = await startSecondNode(world.service);
          try {
            const requests = requestsOf(world);
            for (const token of [null, await world.desks.token(people.editor), await world.desks.token(people.admin)]) {
              const before = await askAll(world.service, requests, token);
              const after = await askAll(second, requests, token);
              for (const [i, { text, request }] of before.entries())
                expect(after[i]?.text, `${request.query.slice(0, 80)} ${JSON.stringify(request.variables)}`).toBe(text);
            }
          } finally {
            await second.close();
          }
        }),
        seeded(1),
      );
    });
  });
});
