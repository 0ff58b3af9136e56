import { expect } from 'vitest';
import { openAviary, type Aviary, type Level } from './canaries.js';
import { type EmptyBank, openEmptyBank } from './empty-bank.js';
import { people } from './test-service.js';

/** What people do in it. */
export const deedNames = [
  'open',
  'draft',
  'publish',
  'plan',
  'comment',
  'give back',
  'fact check',
  'suggest',
  'translate',
  'phrase',
  'rule out',
  'propose a value',
  'publish a value',
  'plan a value',
  'retire',
] as const;
type DeedName = (typeof deedNames)[number];

/** What somebody does next: one of the deeds, to one of the answers, in one of the parts of a text. */
export interface Choice {
  readonly deed: DeedName;
  readonly pick: number;
  readonly part: number;
}

/** A bank in which people plant words wherever something can be written that not everyone may read. */
export interface LeakyWorld extends EmptyBank {
  readonly aviary: Aviary;
  readonly answers: readonly KnownAnswer[];
  /** How often each deed was done. */
  readonly done: ReadonlyMap<string, number>;
  /** Does it where it can be done; fails unless an editor reads back each word that it planted. */
  act(choice: Choice): Promise<void>;
}

export interface KnownAnswer {
  readonly key: string;
  readonly level: Level;
  /** Whether a text of it shows a fact that nobody else shows; it is never retired. */
  readonly shows: string | null;
  /** The edit of the draft; 0 = there is none. */
  edit: number;
  /** The words in the draft that would be published. */
  draft: readonly string[];
  /** The words that its readers may read. */
  published: readonly string[];
  /** The edit of the German working copy; 0 = there is none. */
  translation: number;
  version: number;
  /** Whether the newest version waits for its day. */
  planned: boolean;
  retired: boolean;
}

const parts = ['question', 'title', 'body', 'short', 'changeNote'] as const;
const theFuture = Date.parse('2031-05-17T00:00:00Z');
const day = 86_400_000;

/** Opens it with a public and a staff answer, each of which shows a fact of its own. */
export async function openLeakyWorld(): Promise<LeakyWorld> {
  const bank = await openEmptyBank('2026-12-01T12:00:00Z');
  const { desks, clock, ask } = bank;
  const aviary = openAviary();
  const answers: KnownAnswer[] = [];
  const done = new Map<string, number>();

  const readBack = async (word: string, query: string, variables: object = {}) =>
    expect(JSON.stringify(await ask(query, variables, people.reviewer)), `an editor finds ${word}`).toContain(word);
  const draftOf = (key: string, fields: string) => `{ answer(key: "${key}") { draft { ${fields} } } }`;
  const text = (answer: KnownAnswer, part: (typeof parts)[number] | null, word: string) => ({
    question: `What is ${answer.key}?`,
    title: 'It',
    body: `It is so${answer.shows ? `, {{fact:${answer.shows}}}` : ''}.`,
    short: 'So.',
    changeNote: 'Again.',
    ...(part ? { [part]: part === 'body' && answer.shows ? `${word} {{fact:${answer.shows}}}` : `Is it ${word}` } : {}),
  });
  const save = async (answer: KnownAnswer, part: (typeof parts)[number], place: string, rest: object = {}) => {
    const word = aviary.plant(`${part} of ${place}`);
    const input = { key: answer.key, ...text(answer, part, word), expectedEdit: answer.edit, ...rest };
    answer.edit = (await desks.draft(input)).draft?.edit ?? 0;
    answer.draft = [word];
    return word;
  };
  const publish = async (answer: KnownAnswer) => {
    const reviewed = (await desks.requestReview(answer.key, answer.edit)).draft?.edit ?? 0;
    const approved = (await desks.approve(answer.key, reviewed)).draft?.edit ?? 0;
    const outcome = await desks.publish(answer.key, approved);
    expect(outcome.__typename, JSON.stringify(outcome)).toBe('Published');
    answer.edit = 0;
    answer.version += 1;
  };
  const publishNow = async (answer: KnownAnswer) => {
    await publish(answer);
    aviary.move(answer.draft, answer.level);
    answer.published = [...answer.published, ...answer.draft];
    answer.planned = false;
  };
  const open = async (level: Level, shows: string | null) => {
    const key = `answer-${answers.length}`;
    const none = { edit: 0, draft: [], published: [], translation: 0, version: 0, planned: false, retired: false };
    const answer: KnownAnswer = { key, level, shows, ...none };
    await desks.create({ key, topic: 'cards', audience: level === 'staff' ? 'STAFF' : 'PUBLIC' });
    answers.push(answer);
    await save(answer, 'body', `the first version of ${key}`);
    await publishNow(answer);
  };
  const state = async (answer: KnownAnswer, place: string, inSource: boolean, from: number | null) => {
    const word = aviary.plant(`${inSource ? 'source' : 'value'} of ${place}`);
    const [value, source] = inSource ? ['As before', word] : [word, 'Tariff'];
    const dates = from === null ? {} : { validFrom: new Date(from).toISOString() };
    const { statement } = await desks.state({ key: answer.shows, value, source, ...dates });
    return { word, statement: statement ?? '' };
  };

  const deeds: Readonly<Record<DeedName, (answer: KnownAnswer, choice: Choice) => Promise<boolean>>> = {
    open: async (_, { pick }) => open(pick % 3 === 0 ? 'staff' : 'everyone', null).then(() => true),
    draft: async (answer, choice) => {
      const part = parts[choice.part % parts.length] ?? 'body';
      const word = await save(answer, part, `a draft of ${answer.key}`);
      await readBack(word, draftOf(answer.key, part));
      return true;
    },
    publish: async (answer) => {
      if (answer.edit > 0) await publishNow(answer);
      return answer.version > 1;
    },
    plan: async (answer, choice) => {
      const part = parts[choice.part % parts.length] ?? 'body';
      const effectiveFrom = new Date(theFuture + choice.part * day).toISOString();
      const word = await save(answer, part, `a version of ${answer.key} that waits`, { effectiveFrom });
      await publish(answer);
      answer.planned = true;
      await readBack(
        word,
        'query ($key: String!) { answer(key: $key, asOf: { validAt: "2040-01-01T00:00:00Z" }) { version { question title body short changeNote } } }',
        { key: answer.key },
      );
      return true;
    },
    comment: async (answer) => {
      if (answer.edit === 0) return false;
      const word = aviary.plant(`a comment on ${answer.key}`);
      const input = { key: answer.key, expectedEdit: answer.edit, field: 'BODY', start: 0, end: 2, text: word };
      await ask('mutation ($input: CommentInputType!) { createComment(input: $input) { __typename } }', { input });
      await readBack(word, draftOf(answer.key, 'comments { text }'));
      return true;
    },
    'give back': async (answer) => {
      if (answer.edit === 0) return false;
      const word = aviary.plant(`what a reviewer of ${answer.key} wants changed`);
      const edit = (await desks.requestReview(answer.key, answer.edit)).draft?.edit ?? 0;
      await ask(
        `mutation { requestChanges(key: "${answer.key}", expectedEdit: ${edit}, note: "${word}") { __typename } }`,
        {},
        people.reviewer,
      );
      answer.edit = edit + 1;
      await readBack(word, draftOf(answer.key, 'transitions { note }'));
      return true;
    },
    'fact check': async (answer) => {
      if (answer.edit === 0) return false;
      const word = aviary.plant(`who checks the facts of ${answer.key}`);
      const who = `name: "${word}", email: "${word}@example.org"`;
      await ask(
        `mutation { requestFactCheck(key: "${answer.key}", expectedEdit: ${answer.edit}, ${who}) { __typename } }`,
      );
      await readBack(word, draftOf(answer.key, 'factChecks { name email }'));
      return true;
    },
    suggest: async (answer, { part }) => {
      const field = part % 2 ? 'reason' : 'body';
      const word = aviary.plant(`${field} of a suggestion for ${answer.key}`);
      const input = { key: answer.key, body: 'It was.', reason: 'Clearer.', [field]: word };
      const { suggestEdit } = await ask<{ suggestEdit: { id: string } }>(
        'mutation ($input: SuggestEditInput!) { suggestEdit(input: $input) { id } }',
        { input },
        people.otherEditor,
      );
      await readBack(word, '{ suggestions(first: 100) { nodes { body reason } } }');
      const why = aviary.plant(`why a suggestion for ${answer.key} was declined`);
      await ask(`mutation { declineSuggestion(id: "${suggestEdit.id}", reason: "${why}") { __typename } }`);
      await readBack(why, '{ suggestions(first: 100) { nodes { decisionNote } } }');
      return true;
    },
    translate: async (answer, { part }) => {
      const field = parts[part % 4] ?? 'body';
      const word = aviary.plant(`${field} of a proposed translation of ${answer.key}`);
      const { changeNote: _, ...words } = text(answer, field, word);
      const input = { key: answer.key, locale: 'de', ...words };
      answer.translation = (await desks.proposeTranslation(input, answer.translation)).draft?.edit ?? 0;
      await readBack(word, `{ translationDraft(key: "${answer.key}", locale: "de") { question title body short } }`);
      if (part % 3 === 0) {
        const outcome = await desks.publishTranslation(answer.key, 'de', answer.translation);
        expect(outcome.__typename, JSON.stringify(outcome)).toBe('TranslationPublished');
        answer.translation = 0;
        // Of a version that waits it waits, too.
        if (!answer.planned) aviary.move([word], answer.level);
        answer.published = [...answer.published, word];
      } else if (part % 3 === 1) {
        const note = aviary.plant(`why a translation of ${answer.key} was returned`);
        const { key, translation } = answer;
        await ask(
          `mutation { returnTranslation(key: "${key}", locale: "de", expectedEdit: ${translation}, note: "${note}") { __typename } }`,
          {},
          people.reviewer,
        );
        answer.translation += 1;
        await readBack(note, `{ translationDraft(key: "${key}", locale: "de") { note } }`);
      }
      return true;
    },
    phrase: async (answer) => {
      const word = aviary.plant(`a phrasing of ${answer.key}`);
      await ask(`mutation { addPhrasing(key: "${answer.key}", text: "where is ${word}") { key } }`);
      aviary.move([word], 'staff');
      answer.published = [...answer.published, word];
      await readBack(word, `{ answer(key: "${answer.key}") { phrasings } }`);
      return true;
    },
    'rule out': async (answer) => {
      const word = aviary.plant(`a negative phrasing of ${answer.key}`);
      await ask(`mutation { addNegativePhrasing(key: "${answer.key}", text: "where is not ${word}") { key } }`);
      await readBack(word, `{ answer(key: "${answer.key}") { negativePhrasings } }`);
      return true;
    },
    'propose a value': async (answer, { part }) => {
      if (!answer.shows) return false;
      const { word } = await state(answer, `a proposed value of ${answer.shows}`, part % 2 === 0, null);
      await readBack(word, `{ fact(key: "${answer.shows}") { statements { written source } } }`);
      return true;
    },
    'publish a value': async (answer, { part }) => {
      if (!answer.shows) return false;
      const inSource = part % 2 === 0;
      const { word, statement } = await state(answer, `a value of ${answer.shows}`, inSource, null);
      expect((await desks.publishValue(statement)).__typename).toBe('FactPublished');
      aviary.move([word], inSource ? 'staff' : answer.level);
      await readBack(word, `{ fact(key: "${answer.shows}") { value { written source } } }`);
      return true;
    },
    'plan a value': async (answer, { part }) => {
      if (!answer.shows) return false;
      const from = theFuture + part * day;
      const { word, statement } = await state(answer, `a future value of ${answer.shows}`, part % 2 === 0, from);
      expect((await desks.publishValue(statement)).__typename).toBe('FactPublished');
      const asOf = { validAt: new Date(from).toISOString() };
      await readBack(
        word,
        'query ($key: String!, $asOf: AsOfInput) { fact(key: $key, asOf: $asOf) { value { written source } } }',
        { key: answer.shows, asOf },
      );
      return true;
    },
    retire: async (answer) => {
      if (answer.shows) return false;
      const word = aviary.plant(`why ${answer.key} was retired`);
      const { retireAnswer } = await ask<{ retireAnswer: { id: string } }>(
        `mutation { retireAnswer(key: "${answer.key}", reason: "${word}") { id } }`,
      );
      await ask(
        `mutation { confirmRetirement(key: "${answer.key}", proposal: "${retireAnswer.id}") { __typename } }`,
        {},
        people.reviewer,
      );
      aviary.move(answer.published, 'editors');
      answer.retired = true;
      await readBack(word, `{ retirement(key: "${answer.key}") { reason } }`);
      return true;
    },
  };

  for (const [i, level] of (['everyone', 'staff'] as const).entries()) {
    const key = `leaky.fact.${i}`;
    await ask(`mutation { createFact(input: { key: "${key}", type: TEXT, name: "Leaky", ownerTeam: "cards" }) }`);
    await desks.value({ key, value: 'As before', source: 'Tariff', validFrom: '2026-01-01T00:00:00Z' });
    await open(level, key);
  }
  return {
    ...bank,
    aviary,
    answers,
    done,
    act: async (choice) => {
      clock.advance(1_000);
      const { deed } = choice;
      const standing = answers.filter(({ retired }) => !retired);
      const answer = standing[choice.pick % standing.length];
      if (answer && (await deeds[deed](answer, choice))) done.set(deed, (done.get(deed) ?? 0) + 1);
    },
  };
}
