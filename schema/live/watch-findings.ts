import { type Finding, findingsById } from '../../src/consistency/index.js';
import { eventsAfter, latestEvent } from '../../src/platform/events.js';
import { liveList } from '../../src/platform/live-list.js';
import type { LiveContext } from './live-context.js';
import type { LiveEvent } from './run-subscription.js';

/** A finding that opened, closed or moved. */
export interface FindingChanged extends LiveEvent {
  readonly eventSequence: number;
  readonly finding: Finding;
}

interface Pointer {
  readonly id: number;
  readonly eventSequence: number;
}

const field = 'findingChanged';

/** The findings that change, one event each, from the given place in the outbox on. */
export async function watchFindings(
  ctx: LiveContext,
  afterSequence: number | null,
): Promise<AsyncIterableIterator<FindingChanged>> {
  let seen = ctx.resumeAfter ?? afterSequence ?? (await latestEvent(ctx.db));
  let told = seen;
  return liveList<Pointer, FindingChanged>({
    subscribe: (wake) => ctx.news.onNews(wake),
    read: async () => {
      const events = await eventsAfter(ctx.db, seen, 1_000);
      seen = events.at(-1)?.sequence ?? seen;
      const pointers = events.flatMap((event) => (event.type === 'finding.changed' ? pointersIn(event) : []));
      if (pointers.length === 0) told = seen;
      return pointers;
    },
    show: async ({ id, eventSequence }, isLast) => {
      const now = await ctx.afresh(field);
      const [finding] = await findingsById(now.db, [id]);
      if (isLast) told = seen;
      return finding && { ctx: now, resumeAfter: told, eventSequence, finding };
    },
  });
}

function pointersIn(event: {
  readonly sequence: number;
  readonly payload: Readonly<Record<string, unknown>>;
}): readonly Pointer[] {
  const { findings } = event.payload;
  return Array.isArray(findings) ? findings.map((id) => ({ id: Number(id), eventSequence: event.sequence })) : [];
}
