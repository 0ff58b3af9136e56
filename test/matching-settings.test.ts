import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { codesOf } from './support/editing.js';
import { openReleaseDesk, openSmallBank, type ReleaseDesk } from './support/release-desk.js';
import { smallBank } from './support/small-bank.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const { agent, editor, manager, reviewer } = people;
const clock = manualClock(new Date('2026-11-02T10:00:00Z'));
const keys = [...new Set(smallBank.map(({ answerKey }) => answerKey))];
let service: TestService;
let desk: ReleaseDesk;

beforeAll(async () => {
  service = await startTestService('empty', { clock });
  await openSmallBank(service, clock, { answers: [...keys, 'staff-vault'] });
  desk = openReleaseDesk(service);
  for (const key of keys) {
    const name = key.replaceAll('-', ' ');
    await desk.published({ key, question: `${name}?`, title: name, body: `It says ${name}.`, short: `${name}.` });
  }
  const asks = (key: string) => smallBank.filter(({ answerKey }) => answerKey === key).map(({ text }) => text);
  await release(...keys.map((key) => ({ phrasings: { answer: key, add: asks(key) } })));
  await service.app.caughtUp();
}, 120_000);

afterAll(() => service.close());

let releases = 0;
let texts = 0;

/** Publishes items by two people and gives the release's key. */
async function release(...items: readonly object[]): Promise<string> {
  clock.advance(60_000);
  const key = `release-${(releases += 1)}`;
  await desk.publishedRelease(key, ...items);
  clock.advance(60_000);
  return key;
}

interface Asked {
  readonly __typename: string;
  readonly confidence: number;
  readonly answer?: { readonly key: string };
  readonly choices?: readonly { readonly answer: { readonly key: string } }[];
  readonly explanation: Explained | null;
}

interface Explained {
  readonly matched: string;
  readonly exact: boolean;
  readonly isPart: boolean;
  readonly followUp: string | null;
  readonly thresholds: { readonly answer: number; readonly choices: number };
  readonly candidates: readonly { readonly answer: { readonly key: string }; readonly score: number }[];
  readonly ruledOut: readonly { readonly key: string }[];
  readonly phrasings: readonly {
    readonly text: string;
    readonly answer: { readonly key: string };
    readonly cosine: number;
  }[];
  readonly words: readonly { readonly word: string; readonly contribution: number }[];
  readonly evidence: readonly { readonly name: string; readonly value: number }[];
}

const explanation =
  'explanation { matched exact isPart followUp thresholds { answer choices } candidates { answer { key } score } ruledOut { key } phrasings { text answer { key } cosine } words { word contribution } evidence { name value } }';
const document = (more = '') => `query ($question: String!, $audience: Audience) {
  ask(question: $question, audience: $audience${more}) {
    __typename
    ... on Answered { confidence answer { key } ${explanation} }
    ... on Choices { confidence choices { answer { key } } ${explanation} }
    ... on NoAnswer { confidence ${explanation} } } }`;

async function ask(question: string, by: string | null = editor, more = '', audience?: string): Promise<Asked> {
  const token = by && (await desk.token(by));
  const reply = await service.graphql<{ ask: Asked[] }>(document(more), { question, audience }, token);
  expect(reply.errors).toBeUndefined();
  return reply.data.ask[0] as Asked;
}

const refusal = async (item: object) => {
  const key = `refused-${(releases += 1)}`;
  await desk.open(key);
  return desk.add(key, item).then(
    () => null,
    (error: Error) => error.message,
  );
};

describe('an explanation', () => {
  it('shows an editor the candidates, the nearest phrasings, what each word did, and what the confidence rests on', async () => {
    const found = await ask('my bank card was lost yesterday');
    const { explanation: told } = found;
    expect(told).toMatchObject({
      matched: 'my bank card was lost yesterday',
      exact: false,
      isPart: false,
      followUp: null,
    });
    expect(told?.candidates[0]?.answer.key).toBe('card-lost');
    expect(told?.candidates.map(({ score }) => score)).toEqual(
      told?.candidates.map(({ score }) => score).sort((a, b) => b - a),
    );
    expect(told?.phrasings.map(({ text }) => text)).toContain('I lost my card');
    expect(told?.phrasings.every(({ cosine }) => cosine > 0 && cosine <= 1)).toBe(true);
    expect(told?.phrasings.length).toBeLessThanOrEqual(5);
    const words = new Map(told?.words.map(({ word, contribution }) => [word, contribution]));
    expect(words.get('lost')).toBeGreaterThan(0);
    expect(words.get('lost')).toBeGreaterThan(words.get('yesterday') ?? 0);
    expect(told?.evidence.map(({ name }) => name)).toContain('margin');
    expect(told?.evidence.every(({ name }) => name !== '')).toBe(true);
  });

  it('says that a phrasing was met word for word, and that a message was cut', async () => {
    expect((await ask('I lost my card')).explanation).toMatchObject({ exact: true, evidence: [], words: [] });
    const part = await ask('Where do I update my postal address? How do I block a lost card?');
    expect(part.explanation).toMatchObject({ isPart: true, matched: 'Where do I update my postal address?' });
  });

  it('is for editors, reviewers and managers; agents, channels and strangers are shown none', async () => {
    for (const by of [editor, reviewer, manager]) expect((await ask('lost card', by)).explanation).not.toBeNull();
    expect((await ask('lost card', agent)).explanation).toBeNull();
    expect((await ask('lost card', null)).explanation).toBeNull();
    const channel = await service.graphql<{ ask: Asked[] }>(
      document(),
      { question: 'lost card' },
      service.app.keys.webchat,
    );
    expect(channel.data.ask[0]?.explanation).toBeNull();
  });

  it('names nothing that the audience asked as may not see', async () => {
    await service.app.db.updateTable('answer').set({ audience: 'STAFF' }).where('key', '=', 'staff-vault').execute();
    await desk.published({
      key: 'staff-vault',
      question: 'Vault?',
      title: 'Vault',
      body: 'The vault.',
      short: 'Vault.',
    });
    await release({
      phrasings: { answer: 'staff-vault', add: ['I lost my card of the vault', 'the vault card', 'vault'] },
    });
    await service.app.caughtUp();
    const question = 'my vault card was lost';
    expect(JSON.stringify(await ask(question))).toContain('staff-vault');
    expect(JSON.stringify(await ask(question, editor, '', 'PUBLIC'))).not.toMatch(/staff-vault|card of the vault/);
  });
});

describe('thresholds', () => {
  const question = 'my bank card was lost yesterday';
  const thresholds = (answer: number, choices: number, locale?: string) => ({
    thresholds: { answer, choices, locale },
  });

  it('decide from the moment a release brings them, are previewed, read as of then, and taken back as a whole', async () => {
    const before = await ask(question);
    expect(before.explanation?.thresholds).toEqual({ answer: 0.72, choices: 0.25 });
    const then = clock.now();
    await desk.approvedRelease('strict', thresholds(1, 1));
    expect((await ask(question, editor, ', release: "strict"')).__typename).toBe('NoAnswer');
    expect((await ask(question)).__typename).toBe(before.__typename);
    clock.advance(60_000);
    await desk.step('publishRelease', 'strict');
    clock.advance(60_000);
    const strict = await ask(question, null);
    expect(strict.__typename).toBe('NoAnswer');
    expect((await ask(question)).explanation?.thresholds).toEqual({ answer: 1, choices: 1 });
    const asOf = `, asOf: { validAt: "${then.toISOString()}", knownAt: "${then.toISOString()}" }`;
    expect((await ask(question, editor, asOf)).__typename).toBe(before.__typename);
    await desk.step('rollbackRelease', 'strict');
    clock.advance(60_000);
    expect((await ask(question)).explanation?.thresholds).toEqual({ answer: 0.72, choices: 0.25 });
  });

  it('of a language win over those for all, and go back to the default by a release too', async () => {
    await release(thresholds(0.9, 0.5), thresholds(0.8, 0.4, 'en'));
    expect((await ask(question)).explanation?.thresholds).toEqual({ answer: 0.8, choices: 0.4 });
    await release({ thresholds: { locale: 'en' } });
    expect((await ask(question)).explanation?.thresholds).toEqual({ answer: 0.9, choices: 0.5 });
    await release({ thresholds: {} });
    expect((await ask(question)).explanation?.thresholds).toEqual({ answer: 0.72, choices: 0.25 });
  });

  it('need a second person, and are not taken back over somebody else’s later ones', async () => {
    await desk.open('alone', thresholds(0.6, 0.2));
    await expect(desk.step('approveRelease', 'alone', { by: editor })).rejects.toThrow('may not review drafts');
    const first = await release(thresholds(0.6, 0.2));
    await release(thresholds(0.7, 0.2));
    expect((await desk.step('rollbackRelease', first)).obstacles).toEqual([
      'The thresholds for every language were changed after the release.',
    ]);
    await release({ thresholds: {} });
  });

  it.each([
    [0, 0, 'answer must be above 0 and at most 1.'],
    [1.01, 0.5, 'answer must be above 0 and at most 1.'],
    [0.5, 0, 'choices must be above 0 and at most answer.'],
    [0.5, 0.51, 'choices must be above 0 and at most answer.'],
  ])('of %d and %d are refused', async (answer, choices, sentence) => {
    expect(await refusal(thresholds(answer, choices))).toBe(sentence);
  });

  it('are chosen by a curve that says what those in force and others come to', async () => {
    const curve = (args: string) =>
      desk.read<{ matchingCurve: Curve }>(
        `{ matchingCurve${args} { modelId isDefault points { confidence answeredShare precision } inForce { ...effect } proposed { ...effect } } }
         fragment effect on ThresholdEffect { thresholds { answer choices } answeredShare choicesShare silentShare precision }`,
      );
    const { matchingCurve } = await curve('(thresholds: { answer: 0.4, choices: 0.1 })');
    const { inForce, proposed, points } = matchingCurve;
    expect(matchingCurve.isDefault).toBe(true);
    expect(points.length).toBeGreaterThan(10);
    expect(inForce.thresholds).toEqual({ answer: 0.72, choices: 0.25 });
    for (const effect of [inForce, proposed])
      expect(effect.answeredShare + effect.choicesShare + effect.silentShare).toBeCloseTo(1, 9);
    expect(proposed.answeredShare).toBeGreaterThanOrEqual(inForce.answeredShare);
    const exact = points.find(({ confidence }) => Math.abs(confidence - 0.4) < 1e-9);
    expect(proposed.answeredShare).toBeCloseTo(exact?.answeredShare ?? -1, 9);
  });

  interface Curve {
    readonly isDefault: boolean;
    readonly points: readonly { readonly confidence: number; readonly answeredShare: number }[];
    readonly inForce: Effect;
    readonly proposed: Effect;
  }

  interface Effect {
    readonly thresholds: object;
    readonly answeredShare: number;
    readonly choicesShare: number;
    readonly silentShare: number;
  }
});

describe('a negative phrasing', () => {
  const send = async (field: string, key: string, text: string, by: string = editor) =>
    service.graphql<Record<string, unknown>>(
      `mutation ($text: String!) { ${field}(key: "${key}", text: $text) { negativePhrasings } }`,
      { text },
      await desk.token(by),
    );
  const negatives = async (key: string, by: string | null = editor) =>
    (await desk.read<{ answer: { negativePhrasings: unknown } }>(`{ answer(key: "${key}") { negativePhrasings } }`, by))
      .answer.negativePhrasings;
  const fresh = () => `my card was lost, take ${(texts += 1)}`;
  const namesFirst = ({ answer, choices = [] }: Asked) =>
    [answer, ...choices.map((one) => one.answer)].map((one) => one?.key);

  it('rules its answer out for these very words at once, whatever their case, and for no other words', async () => {
    const text = fresh();
    expect(namesFirst(await ask(text))).toContain('card-lost');
    expect((await send('addNegativePhrasing', 'card-lost', text)).data.addNegativePhrasing).toEqual({
      negativePhrasings: [text],
    });
    clock.advance(60_000);
    const after = await ask(`  ${text.toUpperCase()}!`);
    expect(namesFirst(after)).not.toContain('card-lost');
    expect(after.explanation?.ruledOut).toEqual([{ key: 'card-lost' }]);
    expect(namesFirst(await ask('I think my card is lost'))).toContain('card-lost');
    await send('removeNegativePhrasing', 'card-lost', text);
    expect(namesFirst(await ask(text))).toContain('card-lost');
    expect(await negatives('card-lost')).toEqual([]);
  });

  it('is learned by the next model', async () => {
    const modelId = async () =>
      (await desk.read<{ matchingCurve: { modelId: string } }>('{ matchingCurve { modelId } }')).matchingCurve.modelId;
    await service.app.caughtUp();
    const before = await modelId();
    const text = fresh();
    await send('addNegativePhrasing', 'card-lost', text);
    await service.app.caughtUp();
    expect(await modelId()).not.toBe(before);
    await send('removeNegativePhrasing', 'card-lost', text);
    await service.app.caughtUp();
    expect(await modelId()).toBe(before);
  });

  it('is seen by editors, not by agents or strangers, and read as of then', async () => {
    const text = fresh();
    await send('addNegativePhrasing', 'transfer-time', text);
    clock.advance(60_000);
    const then = clock.now().toISOString();
    clock.advance(60_000);
    await send('removeNegativePhrasing', 'transfer-time', text);
    const asOf = `(key: "transfer-time", asOf: { knownAt: "${then}" })`;
    expect(await desk.read(`{ answer${asOf} { negativePhrasings } }`)).toEqual({
      answer: { negativePhrasings: [text] },
    });
    expect(await negatives('transfer-time', agent)).toBeNull();
    expect(await negatives('transfer-time', null)).toBeNull();
  });

  it('cannot contradict a phrasing, whichever comes first', async () => {
    const text = fresh();
    const taken = await send('addNegativePhrasing', 'card-lost', 'i LOST my card!');
    expect(codesOf(taken)).toEqual(['CONFLICT']);
    expect(taken.errors?.[0]?.message).toBe(
      '“i LOST my card!” would both ask for card-lost and be ruled out for it: take one of the two out.',
    );
    await send('addNegativePhrasing', 'card-lost', text);
    expect(codesOf(await send('addPhrasing', 'card-lost', text.toUpperCase()))).toEqual(['CONFLICT']);
    await send('removeNegativePhrasing', 'card-lost', text);
  });

  it('is written by those who write phrasings, and leaves a trace', async () => {
    expect(codesOf(await send('addNegativePhrasing', 'card-lost', fresh(), agent))).toEqual(['FORBIDDEN']);
    const text = fresh();
    await send('addNegativePhrasing', 'card-lost', text);
    await send('removeNegativePhrasing', 'card-lost', text, reviewer);
    const rows = await service.app.db.selectFrom('negative_phrasing').selectAll().where('text', '=', text).execute();
    expect(rows).toMatchObject([{ added_by: editor, removed_by: reviewer, locale: 'en' }]);
    const trail = await service.app.db
      .selectFrom('audit_entry')
      .select('action')
      .where('action', 'like', 'negative-phrasing.%')
      .execute();
    expect(trail.length).toBeGreaterThanOrEqual(2);
  });

  it('begins and ends with a release, is shown by its preview, and goes back with it', async () => {
    const [old, text] = [fresh(), fresh()];
    await send('addNegativePhrasing', 'close-account', old);
    clock.advance(60_000);
    await desk.approvedRelease('rule-out', {
      phrasings: { answer: 'close-account', addNegative: [text], removeNegative: [old] },
    });
    const preview = await desk.read('{ answer(key: "close-account", release: "rule-out") { negativePhrasings } }');
    expect(preview).toEqual({ answer: { negativePhrasings: [text] } });
    expect(await negatives('close-account')).toEqual([old]);
    clock.advance(60_000);
    await desk.step('publishRelease', 'rule-out');
    expect(await negatives('close-account')).toEqual([text]);
    clock.advance(60_000);
    await desk.step('rollbackRelease', 'rule-out');
    expect(await negatives('close-account')).toEqual([old]);
    expect(await refusal({ phrasings: { answer: 'close-account', addNegative: ['x'], removeNegative: ['x'] } })).toBe(
      'addNegative and removeNegative both name "x".',
    );
  });
});
