import type { ApiCaller } from './api-caller.js';
import { withAddresses } from './ask-bot.js';
import type { ChannelProbe, ProbeQuestion } from './channel-probe.js';
import { graphqlSource } from './export-sources.js';
import { type QueryVariable, variablesOf } from './graphql-query.js';
import { readReply } from './graphql-reply.js';
import { htmlText } from './page-text.js';
import { nothingSaid, saidWithoutReceipt } from './said.js';

/** Asks a GraphQL API of others one question, and reads words, version and language where its reply has them. */
export function graphqlProbe(source: unknown, api: ApiCaller): ChannelProbe {
  const asked = graphqlSource(source);
  const { url, query, answers } = asked;
  const taken = variablesOf(query);
  return {
    probe: async (question) => {
      const key = Object.hasOwn(answers, question.expects) ? answers[question.expects] : undefined;
      if (key === undefined) return nothingSaid('not-applicable', question);
      const reply = await api.ask(url, { query, variables: variablesFor(taken, question, key) });
      const address = `${url}#${key}`;
      const evidence = { mediaType: 'application/json', content: Buffer.from(reply.text) };
      const said = readReply(reply, asked);
      if (said.failure !== null) return nothingSaid('error', question, { address, evidence, failure: said.failure });
      const { words, version, locale } = said;
      return words === null
        ? nothingSaid('no-answer', question, { address, evidence })
        : {
            ...saidWithoutReceipt(question, shownAs(words), { address, evidence }),
            version,
            locale: locale ?? question.locale,
          };
    },
  };
}

/** Only what the query takes: some servers refuse what it does not. */
function variablesFor(
  taken: readonly QueryVariable[],
  { question, locale }: ProbeQuestion,
  key: string,
): Partial<Record<QueryVariable, string>> {
  const all: Readonly<Record<QueryVariable, string>> = { key, locale, question };
  return Object.fromEntries(taken.map((name) => [name, all[name]]));
}

/** APIs give HTML, Markdown or plain words, and do not say which. */
function shownAs(words: string): string {
  return /<\/?(?:p|br|div|li|ul|ol|h[1-6]|table|tr|td|span|a|strong|em)\b[^<>]{0,500}>/i.test(words)
    ? htmlText(words)
    : withAddresses(words);
}
