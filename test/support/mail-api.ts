import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, graphql } from 'graphql';
import { operationsOver, type RunOperation } from '../../schema/operations/run-operation.js';
import { limitsOf, present } from '../../src/channels/index.js';
import { projectRoot } from '../../src/platform/paths.js';

/** An answer as a test of mails writes it: a title and a body in our subset. */
export interface MailedAnswer {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly version?: number;
}

/** The operations over a real execution of our schema, and the requests that were made. */
export interface MailTestApi {
  readonly runOperation: RunOperation;
  readonly asked: readonly { readonly operation: string; readonly variables: unknown }[];
}

const schema = buildSchema(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));
const linkTo = (key: string) => `https://help.larkhaven.example/en/${key}`;

/** An API that knows these answers; `ask` gives the one whose title is the question. */
export function mailApi(answers: readonly MailedAnswer[]): MailTestApi {
  const asked: { operation: string; variables: unknown }[] = [];
  const runOperation = operationsOver(async ({ query, operationName, variables }) => {
    asked.push({ operation: operationName, variables });
    const rootValue = {
      answers: ({ keys }: { keys: readonly string[] }) => ({
        nodes: answers.filter(({ key }) => keys.includes(key)).map(answerOf),
      }),
      ask: ({ question }: { question: string }) => [resolutionOf(answers.find(({ title }) => title === question))],
    };
    const reply = await graphql({
      schema,
      source: query,
      operationName,
      variableValues: variables as Record<string, unknown>,
      rootValue,
    });
    return JSON.parse(JSON.stringify(reply)) as unknown;
  });
  return { runOperation, asked };
}

function resolutionOf(answer: MailedAnswer | undefined): Record<string, unknown> {
  return answer ? { __typename: 'Answered', answer: answerOf(answer) } : { __typename: 'NoAnswer' };
}

function answerOf({ key, title, body, version = 1 }: MailedAnswer): Record<string, unknown> {
  const shown = present(
    { name: 'E-mail', limits: limitsOf.email },
    { title, body, short: '', url: linkTo(key), linkTo },
  );
  return {
    key,
    rendition: {
      ...shown,
      locale: 'en',
      title,
      version,
      url: linkTo(key),
      receipt: { code: `R-${key}`, contentHash: `content of ${key}`, factValueIds: [7] },
    },
  };
}
