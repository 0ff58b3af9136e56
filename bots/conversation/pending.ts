import { isUserMessage, type KeptActivity } from './activity.js';
import type { Conversation, Told } from './conversation.js';
import { type ConversationStore, mostActivities } from './conversation-store.js';
import { type HandoffState, handoffStateIn } from './handoff-status.js';
import { tellingIn } from './told.js';
import { type Vote, voteIn } from './vote.js';

/** What the API takes for one message, and how many questions it answers in one. */
const longestQuestion = 1_000;
const mostPieces = 5;

/** What waits for its turn. */
type Input =
  | { readonly kind: 'message'; readonly text: string; readonly hasFiles: boolean }
  | { readonly kind: 'vote'; readonly vote: Vote }
  | { readonly kind: 'handoff-status'; readonly state: HandoffState };

/** The next that waits, where it stands (of messages that came together the last), and the answers that were told before it and after the last turn's own input. */
export interface Pending {
  readonly input: Input;
  readonly kept: KeptActivity;
  readonly told: readonly Told[];
  /** Whether nothing else waits behind it, as far as could be seen. */
  readonly isLast: boolean;
}

/** The first activity that asks for a turn and has had none; null when all have. */
export async function nextPending(
  store: Pick<ConversationStore, 'activitiesSince'>,
  { id, state }: Conversation,
): Promise<Pending | null> {
  const told: Told[] = [];
  for (let after = state.answeredUpTo; ; ) {
    const page = await store.activitiesSince(id, after);
    for (const [place, kept] of page.entries()) {
      const input = inputIn(kept);
      if (input) {
        const burst = withBurst({ input, kept }, page.slice(place + 1));
        return { ...burst, told, isLast: page.length < mostActivities && !waitsBehind(page, burst.kept) };
      }
      const telling = tellingIn(kept.activity);
      if (telling) told.push(telling);
    }
    if (page.length < mostActivities) return null;
    after = page.at(-1)?.position ?? after;
  }
}

function waitsBehind(page: readonly KeptActivity[], { position }: KeptActivity): boolean {
  return page.some((kept) => kept.position > position && inputIn(kept) !== null);
}

/** Messages that wait together are one turn: who writes a sentence in three pieces, or asks again while we are slow, gets one reply. */
function withBurst(first: Pick<Pending, 'input' | 'kept'>, after: readonly KeptActivity[]): typeof first {
  let burst = first;
  let pieces = 1;
  for (const kept of after) {
    const next = inputIn(kept);
    if (next === null) continue;
    if (burst.input.kind !== 'message' || next.kind !== 'message' || pieces === mostPieces) return burst;
    const text = [burst.input.text, next.text].filter((piece) => piece !== '').join('\n');
    const hasFiles = burst.input.hasFiles || next.hasFiles;
    if (text.length > longestQuestion || isProbe(kept) !== isProbe(burst.kept)) return burst;
    burst = { input: { kind: 'message', text, hasFiles }, kept };
    pieces += 1;
  }
  return burst;
}

/** The checker's own questions are nobody's: they call no person and tell nobody anything. */
export function isProbe({ activity }: KeptActivity): boolean {
  return activity.channelData?.['probe'] === true;
}

function inputIn({ activity }: KeptActivity): Input | null {
  if (isUserMessage(activity)) {
    const { text = '', channelData } = activity;
    return { kind: 'message', text, hasFiles: channelData?.['hasFiles'] === true };
  }
  const vote = activity.from?.role === 'user' ? voteIn(activity) : null;
  if (vote) return { kind: 'vote', vote };
  const state = handoffStateIn(activity);
  return state ? { kind: 'handoff-status', state } : null;
}
