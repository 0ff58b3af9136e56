import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTypos } from './bench/measures.js';
import { type SecondNode, startSecondNode, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let second: SecondNode;

beforeAll(async () => {
  service = await startTestService();
  await service.app.caughtUp();
  second = await startSecondNode(service);
});

afterAll(async () => {
  await second.close();
  await service.close();
});

/** Everything that could differ. */
const query = /* GraphQL */ `
  query ($question: String!) {
    ask(question: $question, channel: "webchat", locale: "en") {
      ... on Answered { snapshotSequence modelId score confidence margin answer { key version { number hash } } }
      ... on Choices { snapshotSequence modelId score confidence margin choices { score answer { key version { number hash } } } }
      ... on NoAnswer { snapshotSequence modelId score confidence margin reason }
    }
  }`;
const atOnce = 10;

describe('two nodes on one database', () => {
  it(
    'give the same answer in the same version, by the same model, to the same questions',
    { timeout: 60_000 },
    async () => {
      const questions = manyQuestions();
      const replies: unknown[] = [];
      for (let start = 0; start < questions.length; start += atOnce) {
        const some = questions.slice(start, start + atOnce);
        const asked = (node: Pick<TestService, 'graphql'>) =>
          Promise.all(some.map(async (question) => (await node.graphql(query, { question })).data));
        const [one, other] = await Promise.all([asked(service), asked(second)]);
        expect(other).toEqual(one);
        replies.push(...one);
      }
      const said = JSON.stringify(replies);
      for (const outcome of ['"hash"', '"choices"', '"reason"']) expect(said).toContain(outcome);
      expect(said).not.toContain('"modelId":"none"');
    },
  );
});

/** One phrasing of each answer of the bank, misspelt in each other word, and cut in half: some are answered, some give choices, some nothing. */
function manyQuestions(): readonly string[] {
  const texts = [...service.app.services.snapshots.current().answers.values()].flatMap(
    ({ phrasings }) => phrasings.get('en')?.slice(0, 1) ?? [],
  );
  return texts.flatMap((text, at) => [withTypos(text, 0.5, at), text.slice(0, text.length / 2)]).filter(hasLetters);
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}
