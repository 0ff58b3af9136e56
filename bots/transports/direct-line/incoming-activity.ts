import { AppError } from '../../../src/platform/errors.js';
import type { Activity } from '../../conversation/activity.js';
import { localeFrom } from '../../conversation/locale.js';
import { isDeeperThan, unkeepableField } from '../kept-text.js';
import type { Grant } from './token.js';

/** What a client may send. */
const types = ['message', 'event', 'typing', 'endOfConversation'] as const;
const longestMessage = 4_000;
const deepest = 12;

/** Fields of a client that travel as they are; the others are the server's to say. */
const travelling = ['text', 'name', 'value', 'valueType', 'entities', 'channelData', 'inputHint'] as const;

/**
 * The activity that a client's body becomes. `from` is the token's user whatever the body says, so nobody can speak as the bot or as somebody else.
 * Throws BAD_INPUT naming the field; files are refused because the bot would only pretend to have read them.
 */
export function incomingActivity(body: unknown, { userId }: Grant): Activity {
  const fields = requireObject(body);
  const { type, text, attachments, channelData } = fields;
  if (!types.some((known) => known === type))
    throw new AppError('BAD_INPUT', `type must be one of ${types.join(', ')}.`);
  if (text !== undefined && typeof text !== 'string') throw new AppError('BAD_INPUT', 'text must be a text.');
  if ((text?.length ?? 0) > longestMessage)
    throw new AppError('BAD_INPUT', `text is too long: at most ${longestMessage} characters.`);
  if (Array.isArray(attachments) && attachments.length > 0)
    throw new AppError('BAD_INPUT', 'attachments cannot be read here: please write your question.');
  if (
    channelData !== undefined &&
    (typeof channelData !== 'object' || channelData === null || Array.isArray(channelData))
  )
    throw new AppError('BAD_INPUT', 'channelData must be an object.');
  if (isDeeperThan(fields, deepest))
    throw new AppError('BAD_INPUT', `The activity is nested more than ${deepest} levels deep.`);
  const kept = Object.fromEntries(
    travelling
      .filter((name) => fields[name] !== undefined && fields[name] !== null)
      .map((name) => [name, fields[name]]),
  );
  const bad = unkeepableField(kept, '');
  if (bad !== null)
    throw new AppError('BAD_INPUT', `${bad} holds a character that cannot be stored (NUL or half of a pair).`);
  const locale = localeFrom(fields['locale']);
  return { ...kept, type: String(type), from: { id: userId, role: 'user' }, ...(locale === null ? {} : { locale }) };
}

/** The body as an object of fields; an empty body has none. Throws BAD_INPUT for anything else. */
export function requireObject(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw new AppError('BAD_INPUT', 'The body must be a JSON object.');
  return body as Record<string, unknown>;
}
