import { type CaughtMail, type MailCatcher, readMail, smtpTransport, startMailCatcher } from '../../channels/index.js';
import { compare } from '../compare.js';
import type { ChannelProbe, ProbeEnvironment, ProbeQuestion, Said } from './channel-probe.js';
import { jsonEvidence, nothingSaid } from './said.js';
import { answerOfMail, readMailPage } from './mail-words.js';

const envelope = { from: 'univocal-check@localhost.invalid', to: 'customer@localhost.invalid' };
const patienceMs = 10_000;

/** A mail server of the sweep's own, on loopback, so that a probe reaches no customer. */
export interface MailRoom {
  exchange(mail: { readonly messageId: string; readonly raw: Buffer }): Promise<CaughtMail>;
  close(): Promise<void>;
}

/** Opens the server and a line to it. */
export async function openMailRoom(): Promise<MailRoom> {
  const catcher: MailCatcher = await startMailCatcher();
  const transport = smtpTransport(catcher.url);
  return {
    exchange: async ({ messageId, raw }) => {
      await transport.send({ ...envelope, raw });
      return catcher.waitFor((mail) => mail.messageId === messageId, patienceMs);
    },
    close: () => {
      transport.close();
      return catcher.close();
    },
  };
}

/** Mails the question as a customer would get it answered: rendered, sent by SMTP and received where it is to go by wire, read. */
export function emailProbe(
  environment: Pick<ProbeEnvironment, 'run' | 'channelKeys' | 'renderReply'>,
  channel: string,
  room: () => Promise<MailRoom>,
): ChannelProbe {
  const { run, channelKeys, renderReply } = environment;
  return {
    probe: async (question) => {
      const { ask } = await run(
        'EmailAsk',
        { question: question.question, locale: question.locale },
        channelKeys[channel] ?? null,
      );
      const keys = ask.flatMap((one) => (one.__typename === 'Answered' ? [one.answer.key] : []));
      const answer = keys.find((key) => key === question.expects) ?? keys[0];
      if (answer === undefined) return nothingSaid('no-answer', question, { evidence: jsonEvidence(ask) });
      const reply = await renderReply({ question: question.question, answer, locale: question.locale });
      return read(question, question.byWire ? await (await room()).exchange(reply) : await readMail(reply.raw));
    },
  };
}

function read(question: ProbeQuestion, { subject, html, text, headers }: CaughtMail): Said {
  const evidence = jsonEvidence({
    subject,
    answers: headers.get('x-answers'),
    receipts: headers.get('x-receipts'),
    text,
    html,
  });
  if (html === null || text === null)
    return nothingSaid('error', question, { evidence, failure: 'The mail lacks its HTML part or its text part.' });
  const page = readMailPage(html);
  const words = answerOfMail(text, page, question.question);
  const parts = compare({ canonical: page.answer, observed: words, locale: question.locale });
  if (parts.verdict === 'contradicts' || parts.verdict === 'unrelated') {
    return nothingSaid('error', question, {
      evidence,
      failure: `The HTML part and the text part of the mail disagree. ${parts.differences[0]?.claim ?? ''}`.trim(),
    });
  }
  const [answerKey = null, version = ''] = (headers.get('x-answers') ?? '').split(', ')[0]?.split('@') ?? [];
  return {
    state: 'said',
    text: words,
    locale: question.locale,
    evidence,
    address: null,
    answerKey: answerKey || null,
    version: Number(version) || null,
    receiptCode: headers.get('x-receipts')?.split(', ')[0] || null,
    failure: null,
  };
}
