import { factValue, fillEmbeds, type PublishedAnswer, type Snapshot } from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Probe } from './cell.js';
import { probesInUse, putProbe, retireOtherProbes } from './probe.store.js';

/** Keeps the probes in step with what is published: the canonical question of each public answer that customers ask for. Returns those in use. */
export async function planProbes(ctx: {
  readonly db: Database;
  readonly clock: Clock;
  readonly snapshot: Snapshot;
}): Promise<readonly Probe[]> {
  const { db, clock, snapshot } = ctx;
  const wanted = [...snapshot.answers.values()].filter(isAsked).map((answer) => probeOf(snapshot, answer));
  const known = new Map(
    (await probesInUse(db)).map((probe) => [probe.key, JSON.stringify({ ...probe, id: undefined })]),
  );
  const changed = wanted.filter((probe) => known.get(probe.key) !== JSON.stringify(probe));
  if (changed.length > 0 || known.size > wanted.length - changed.length) {
    await db.transaction().execute(async (tx) => {
      for (const probe of changed) await putProbe(tx, probe);
      await retireOtherProbes(
        tx,
        wanted.map(({ key }) => key),
        clock.now(),
      );
    });
  }
  return probesInUse(db);
}

/** Answers without phrasings are words of the bot's own; what is above PUBLIC would be asked by nobody on most channels. */
function isAsked(answer: PublishedAnswer): boolean {
  return answer.audience === 'PUBLIC' && answer.phrasings.size > 0;
}

/** The probe of an answer: its canonical question, in the organisation's own language. */
export function probeOf(snapshot: Snapshot, answer: PublishedAnswer): Omit<Probe, 'id'> {
  const locale = snapshot.sourceLocale;
  const valueOf = (key: string) => factValue(snapshot, key, answer.scope)?.content ?? null;
  const question = fillEmbeds(answer.texts.get(locale)?.question ?? answer.key, locale, valueOf).text;
  return { key: answer.key, question, locale, audience: answer.audience, scope: answer.scope, expects: answer.key };
}
