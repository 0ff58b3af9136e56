import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: Desks;
/** Before the change, and after it. */
let before: string;

const key = 'painted-card';

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openDesks(service);
  const as = async (account: string, mutation: string) => {
    const { errors } = await service.graphql(mutation, {}, await desks.token(account));
    if (errors) throw new Error(errors[0]?.message);
  };
  await as(
    people.editor,
    'mutation { createFact(input: { key: "paint.fee", type: MONEY, name: "Paint", ownerTeam: "cards" }) }',
  );
  await desks.value({ key: 'paint.fee', value: 'GBP 1913.00', source: 'Tariff 1', validFrom: '2026-01-01T00:00:00Z' });
  for (const name of [key, 'varnished-card'])
    await desks.create({ key: name, topic: 'cards', related: [name === key ? 'varnished-card' : key] });
  const words = (title: string) => ({
    question: `What does ${title} cost?`,
    title,
    body: `${title} costs {{fact:paint.fee}}.`,
    short: `{{fact:paint.fee}}.`,
  });
  await desks.published({ key, ...words('Cerulean') });
  await desks.published({ key: 'varnished-card', ...words('Varnish') });
  await as(people.editor, `mutation { addPhrasing(key: "${key}", text: "price of the quixotic coat") { key } }`);
  clock.advance(60_000);
  before = clock.now().toISOString();
  clock.advance(60_000);
  await desks.published({ key, ...words('Vermilion') });
  await as(people.editor, `mutation { removePhrasing(key: "${key}", text: "price of the quixotic coat") { key } }`);
  await desks.value({ key: 'paint.fee', value: 'GBP 2913.00', source: 'Tariff 2' });
  clock.advance(60_000);
});

afterAll(() => service.close());

const everything = `
  fragment Words on Answer { key title version { number title } rendition { title short contentHash } phrasings }
  query ($key: String!, $asOf: AsOfInput) {
    snapshot(asOf: $asOf) { sequence }
    answer(key: $key, asOf: $asOf) {
      ...Words
      related { ...Words related { ...Words } }
      topic { key answers { ...Words } parent { answers { key } } }
      versions { totalCount nodes { number supersededAt } }
      history { totalCount nodes { contentHashAfter } }
    }
    answers(keys: [$key], asOf: $asOf) { nodes { ...Words } }
    topic(key: "cards", asOf: $asOf) { answers { ...Words } children { parent { answers { title key } } } }
    topics(asOf: $asOf) { key answers { key title } }
    fact(key: "paint.fee", asOf: $asOf) { value { text } values { text } usedBy { ...Words } }
    facts(asOf: $asOf, type: MONEY) { key value { text } }
    search(text: "quixotic coat", asOf: $asOf) { nodes { answer { ...Words } title { text } } }
  }`;

/** Every value under a name, wherever it stands in a reply. */
function valuesOf(reply: unknown, name: string): readonly unknown[] {
  if (Array.isArray(reply)) return reply.flatMap((item) => valuesOf(item, name));
  if (typeof reply !== 'object' || reply === null) return [];
  return Object.entries(reply).flatMap(([field, value]) =>
    field === name && typeof value !== 'object' ? [value] : valuesOf(value, name),
  );
}

describe('a read as of an earlier moment', () => {
  it('is of that moment in every field, list and relation', async () => {
    const token = await desks.token(people.editor);
    const [then, now] = [
      JSON.stringify(await service.graphql(everything, { key, asOf: { knownAt: before } }, token)),
      JSON.stringify(await service.graphql(everything, { key }, token)),
    ];
    expect(then).not.toMatch(/errors|Vermilion|£2,913/);
    expect(then).toContain('Cerulean');
    expect(then).toContain('£1,913.');
    expect(now).not.toMatch(/errors|Cerulean|quixotic/);
    expect(now).toContain('Vermilion');
    expect(now).toContain('£2,913.');
    const data = JSON.parse(then).data;
    expect(data.search.nodes.map((hit: { answer: { key: string } }) => hit.answer.key)).toEqual([key]);
    expect(data.answer.versions).toEqual({ totalCount: 1, nodes: [{ number: 1, supersededAt: null }] });
    expect(data.answer.history.nodes[0].contentHashAfter).toBe(data.answer.rendition.contentHash);
    expect(JSON.parse(now).data.answer.history.totalCount).toBe(3);
    expect(new Set(valuesOf(data.answer, 'contentHash')).size).toBeGreaterThan(1);
  });

  it('names the published state of that moment', async () => {
    const { data } = await service.graphql<{ now: { sequence: number }; then: { sequence: number; knownAt: string } }>(
      'query ($asOf: AsOfInput) { now: snapshot { sequence } then: snapshot(asOf: $asOf) { sequence knownAt } }',
      { asOf: { knownAt: before } },
    );
    expect(data.then).toEqual({ sequence: data.now.sequence - 3, knownAt: before });
  });

  it('of what holds then as we know it now mixes the two instants alike in every field', async () => {
    const token = await desks.token(people.editor);
    const { data } = await service.graphql<Record<string, never>>(
      everything,
      { key, asOf: { validAt: before } },
      token,
    );
    const reply = JSON.stringify(data);
    expect(reply).not.toMatch(/Vermilion|quixotic/);
    expect(reply).toContain('£1,913.');
  });

  it('is the present where nothing lies between: the same state, word for word', async () => {
    const token = await desks.token(people.editor);
    // Search ranks the present by an index and the past by a scan.
    const document = everything.replace(/search\(.*\n/, '');
    const [now, asOfNow] = [
      await service.graphql(document, { key }, token),
      await service.graphql(document, { key, asOf: { knownAt: clock.now().toISOString() } }, token),
    ];
    expect(asOfNow).toEqual(now);
  });

  it('is refused when one request asks for too many states of the past', async () => {
    const fields = Array.from(
      { length: 12 },
      (_, day) =>
        `s${day}: snapshot(asOf: { knownAt: "2026-${String(day + 1).padStart(2, '0')}-01T00:00:00Z" }) { sequence }`,
    );
    const reply = await service.graphql(`{ ${fields.join(' ')} }`);
    expect(new Set(codesOf(reply))).toEqual(new Set(['TOO_COSTLY']));
    expect(codesOf(await service.graphql(`{ ${fields.slice(0, 8).join(' ')} }`))).toEqual([]);
  });
});
