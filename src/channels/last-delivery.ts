import PostalMime from 'postal-mime';
import type { Activity } from '../../bots/conversation/activity.js';
import type { Database } from '../platform/database/database.js';
import type { Channel } from './channel.js';
import * as store from './delivery.store.js';

/** What a channel said: an answer, a question back, that it has none, that a person takes over, or something about itself. */
export type SayingKind = 'ANSWER' | 'CHOICES' | 'NO_ANSWER' | 'HANDOFF' | 'NOTICE';

/** One thing that was said, as it was said. */
export interface Saying {
  readonly kind: SayingKind;
  readonly text: string;
  readonly locale: string | null;
  /** Null for what is no answer. */
  readonly answer: { readonly key: string; readonly version: number } | null;
  readonly receiptCode: string | null;
}

/** What was said to one person who asked; who it was is not told. */
export interface PastDelivery {
  readonly at: Date;
  /** The keys of all answers whose words stand in it. */
  readonly answers: readonly string[];
  readonly said: readonly Saying[];
}

/** Which question, where, in which language and up to when. */
export interface DeliveryQuery {
  readonly question: string;
  readonly channel: Pick<Channel, 'key' | 'kind'>;
  readonly locale: string;
  readonly sourceLocale: string;
  readonly until: Date;
}

/** What a channel last said to a question, up to an instant; null when it was not asked, did not reply, or keeps no record. */
export async function lastDelivery(db: Database, query: DeliveryQuery): Promise<PastDelivery | null> {
  const asked = { ...query, channel: query.channel.key, locales: languagesOf(query) };
  return query.channel.kind === 'email' ? lastMail(db, asked) : lastReply(db, asked);
}

async function lastMail(db: Database, asked: Parameters<typeof store.lastMailReply>[1]): Promise<PastDelivery | null> {
  const mail = await store.lastMailReply(db, asked);
  if (!mail) return null;
  const { text = '' } = await PostalMime.parse(mail.raw);
  const given = mail.answers.map(answerOf);
  const [answer] = given;
  return {
    at: mail.queued_at,
    answers: given.map(({ key }) => key),
    said: [{ kind: 'ANSWER', text: text.trim(), locale: mail.locale, answer: answer ?? null, receiptCode: null }],
  };
}

/** The answer in `key@version`. */
function answerOf(written: string): { readonly key: string; readonly version: number } {
  const at = written.lastIndexOf('@');
  return { key: written.slice(0, at), version: Number(written.slice(at + 1)) };
}

async function lastReply(db: Database, asked: Parameters<typeof store.lastAsked>[1]): Promise<PastDelivery | null> {
  const message = await store.lastAsked(db, asked);
  const replies = message ? await store.repliesTo(db, message) : [];
  const said = replies.flatMap(({ activity }) => sayingIn(activity));
  const at = replies[0]?.at;
  const answers = said.flatMap(({ answer }) => (answer ? [answer.key] : []));
  return at && said.length > 0 ? { at, answers, said } : null;
}

const kindOf: Readonly<Record<string, SayingKind>> = {
  answer: 'ANSWER',
  choices: 'CHOICES',
  'no-answer': 'NO_ANSWER',
  handoff: 'HANDOFF',
  notice: 'NOTICE',
};

function sayingIn({ text, locale, channelData }: Activity): readonly Saying[] {
  const { kind: name, answer, version, receipt } = channelData ?? {};
  const kind = typeof name === 'string' ? kindOf[name] : undefined;
  if (!kind || !text) return [];
  return [
    {
      kind,
      text,
      locale: locale ?? null,
      answer: typeof answer === 'string' && typeof version === 'number' ? { key: answer, version } : null,
      receiptCode: typeof receipt === 'string' ? receipt : null,
    },
  ];
}

/** A conversation whose language nobody named is taken to be in the source locale. */
function languagesOf({ locale, sourceLocale }: DeliveryQuery): readonly string[] {
  const language = (tag: string) => tag.toLowerCase().split('-')[0] ?? '';
  return language(locale) === language(sourceLocale) ? [language(locale), 'und'] : [language(locale)];
}
