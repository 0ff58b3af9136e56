import { AppError } from '../../../src/platform/errors.js';
import type { Account, Activity } from '../../conversation/activity.js';
import { handoffStatus, stateOf } from '../../conversation/handoff-status.js';
import { voteIn } from '../../conversation/vote.js';
import { isDeeperThan, unkeepableField } from '../kept-text.js';
import type { IncomingBotActivity } from './transport.js';

const deepest = 16;
const longestId = 1_000;
const longestMessage = 4_000;

/** The body as an activity whose fields we use have their types; throws BAD_INPUT naming the field. */
export function incomingBotActivity(body: unknown): IncomingBotActivity {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('BAD_INPUT', 'The body must be an activity.');
  const fields = body as Record<string, unknown>;
  for (const name of ['type', 'channelId'] as const) requireId(fields[name], name);
  for (const name of ['from', 'conversation'] as const)
    requireId((fields[name] as { id?: unknown } | undefined)?.id, `${name}.id`);
  if (fields['id'] !== undefined) requireId(fields['id'], 'id');
  if (fields['text'] !== undefined && fields['text'] !== null && typeof fields['text'] !== 'string')
    throw new AppError('BAD_INPUT', 'text must be a text.');
  if (isDeeperThan(fields, deepest))
    throw new AppError('BAD_INPUT', `The activity is nested more than ${deepest} levels deep.`);
  const bad = unkeepableField(fields, '');
  if (bad !== null)
    throw new AppError('BAD_INPUT', `${bad} holds a character that cannot be stored (NUL or half of a pair).`);
  return fields as unknown as IncomingBotActivity;
}

/** What of it the conversation keeps: the words and who said them. Networks allow longer messages than any question is; the rest is not read. */
export function keptMessage({ id, text, locale, from, channelData, attachments }: IncomingBotActivity): Activity {
  const sender: Account = { id: from.id, role: 'user' };
  return {
    type: 'message',
    from: sender,
    text: (text ?? '').slice(0, longestMessage).toWellFormed(),
    ...(id === undefined ? {} : { id }),
    ...(typeof locale === 'string' ? { locale } : {}),
    ...marked({
      // The checker marks its questions, so that nobody takes them for a customer's.
      ...(channelData?.['probe'] === true ? { probe: true } : {}),
      ...(holdsFile(attachments) ? { hasFiles: true } : {}),
    }),
  };
}

/**
 * A vote, or what the hub says of a conversation that was passed on to it, as the conversation keeps it; null for every other activity. The hub's
 * event concerns its own conversation only; whether the hub sent it is asked by `senderOf`.
 */
export function keptEvent({ type, id, name, value, entities, from, locale }: IncomingBotActivity): Activity | null {
  if (type !== 'event') return null;
  const shared = { type, ...(id === undefined ? {} : { id }) };
  const state = name === handoffStatus ? stateOf(value) : null;
  // The hub's language is not the customer's.
  if (state !== null) return { ...shared, name: handoffStatus, value: { state }, from: { id: from.id, role: 'desk' } };
  const event = {
    ...shared,
    ...(typeof locale === 'string' ? { locale } : {}),
    name,
    entities,
    from: { id: from.id, role: 'user' },
  } as Activity;
  return voteIn(event) === null ? null : event;
}

function marked(marks: Readonly<Record<string, true>>): Pick<Activity, 'channelData'> {
  return Object.keys(marks).length > 0 ? { channelData: marks } : {};
}

/** Teams attaches a message's own words once more, as HTML; that is no file. */
function holdsFile(attachments: unknown): boolean {
  return (
    Array.isArray(attachments) &&
    attachments.some((one: { contentType?: unknown; contentUrl?: unknown } | null) => {
      const isWords = typeof one?.contentType === 'string' && one.contentType.startsWith('text/');
      return typeof one?.contentUrl === 'string' || !isWords;
    })
  );
}

function requireId(value: unknown, name: string): void {
  if (typeof value !== 'string' || value === '' || value.length > longestId)
    throw new AppError('BAD_INPUT', `${name} must be a text of 1 to ${longestId} characters.`);
}
