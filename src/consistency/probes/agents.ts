import type { Operations } from '../../../schema/operations/operations.js';
import type { ChannelProbe, ProbeEnvironment, ProbeQuestion, Said } from './channel-probe.js';
import { jsonEvidence, nothingSaid } from './said.js';

type Resolution = Operations['AgentAsk']['result']['ask'][number];
type Rendition = Extract<Resolution, { __typename: 'Answered' }>['rendition'];

/** Asks as the agents' page does, by its own operations; where several answers may be meant, takes the one that was asked for. */
export function agentsProbe(
  { run, channelKeys }: Pick<ProbeEnvironment, 'run' | 'channelKeys'>,
  channel: string,
): ChannelProbe {
  const credential = channelKeys[channel] ?? null;
  return {
    probe: async (question) => {
      const { ask } = await run('AgentAsk', { question: question.question, locale: question.locale }, credential);
      const answered = ask.filter((one) => one.__typename === 'Answered');
      const best = answered.find(({ answer }) => answer.key === question.expects) ?? answered[0];
      if (best) return said(question, best.answer.key, best.rendition);
      const choice = choiceFor(question, ask);
      if (choice === null) return nothingSaid('no-answer', question, { evidence: jsonEvidence(ask) });
      const { answer } = await run('AgentAnswer', { key: choice, locale: question.locale }, credential);
      return answer ? said(question, answer.key, answer.agents) : nothingSaid('no-answer', question);
    },
  };
}

/** An agent tells two answers to one question apart by their scope. */
function choiceFor({ question, expects }: ProbeQuestion, resolutions: readonly Resolution[]): string | null {
  const offered = resolutions
    .flatMap((one) => (one.__typename === 'Choices' ? one.choices : []))
    .filter((choice) => choice.question === question);
  return (offered.find(({ answer }) => answer.key === expects) ?? offered[0])?.answer.key ?? null;
}

function said(question: ProbeQuestion, answerKey: string, rendition: Rendition): Said {
  return {
    state: 'said',
    text: rendition.text,
    locale: rendition.locale,
    evidence: jsonEvidence({ question: question.question, answer: answerKey, rendition }),
    address: rendition.url,
    answerKey,
    version: rendition.version,
    receiptCode: rendition.receipt.code,
    failure: null,
  };
}
