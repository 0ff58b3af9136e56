import { createHash } from 'node:crypto';
import { type Channel, governedChannels, type RenderContext } from '../../channels/index.js';
import { redactPersonal } from '../../platform/redact-personal.js';
import { canonicalFor } from '../canonical.js';
import type { Probe } from '../cell.js';
import type { Judgement } from '../cell.js';
import type { Difference } from '../comparison.js';
import { judgeCell } from '../judge-cell.js';
import { probeOf } from '../plan-probes.js';
import { saidWithoutReceipt } from '../probes/said.js';
import type { Deviation, JudgedText, SentText } from './agent-text.js';
import { withoutCourtesies } from './courtesies.js';

/** A text held against the answer, or why it could not be: there was no such answer then, or it is about something else. */
export type TextJudgement =
  | { readonly outcome: 'judged'; readonly judged: JudgedText }
  | { readonly outcome: 'not-published' | 'unrelated' };

/** Agents need not say that we have not checked an answer of late: they are held to it as those are whom we only look at. */
const asSent: Channel = { ...(governedChannels.find(({ kind }) => kind === 'agents') as Channel), mode: 'OBSERVED' };

const compared: ReadonlySet<string> = new Set(['SAME', 'CONTRADICTS', 'INCOMPLETE', 'EXTRA']);
const longestQuote = 300;

/** Holds a text against the answer as it was published in `ctx.snapshot`, the state when it was sent. Personal data is gone before it is compared. Pure. */
export function judgeText(ctx: RenderContext, sent: SentText): TextJudgement {
  const answer = ctx.snapshot.answers.get(sent.answer);
  if (!answer) return { outcome: 'not-published' };
  const probe: Probe = { id: 0, ...probeOf(ctx.snapshot, answer), locale: sent.locale };
  const found = canonicalFor(ctx, probe, asSent);
  if (found.outcome !== 'found') return { outcome: 'not-published' };
  const { canonical } = found;
  const text = redactSent(sent.text, canonical.text);
  const said = saidWithoutReceipt({ ...probe, byWire: false }, text, { address: null, evidence: null });
  const moment = sent.sentAt.toISOString().slice(0, 10);
  const judgement = judgeCell(said, canonical, { question: probe.question, moment });
  if (!compared.has(judgement.state)) return { outcome: 'unrelated' };
  return {
    outcome: 'judged',
    judged: {
      answer: answer.key,
      version: canonical.version,
      state: judgement.state,
      deviations: deviationsOf(judgement),
      sentAt: sent.sentAt,
      digest: createHash('sha256').update(text).digest(),
    },
  };
}

/** The text without names at its ends and without personal data; addresses and numbers that the answer itself says are the organisation's own. */
function redactSent(text: string, canonical: string): string {
  const own = new Set<string>();
  redactPersonal(canonical, (found) => own.add(bare(found)).has(bare(found)));
  return redactPersonal(withoutCourtesies(text), (found) => own.has(bare(found)));
}

/** A number or address however it is grouped. */
function bare(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '');
}

/** What is said wrongly, and what must be said and is not; that it is said at more or less length is style. */
function deviationsOf({ differences, omits }: Pick<Judgement, 'differences' | 'omits'>): readonly Deviation[] {
  const contradictions = differences.filter(
    ({ tier, kind }) => tier !== 'info' && kind !== 'missing' && kind !== 'extra',
  );
  return [...contradictions.map(fromDifference), ...omits.map(fromOmission)];
}

function fromDifference({ kind, tier, claim, a, b }: Difference): Deviation {
  return { kind, tier, claim: clip(claim), canonical: a && clip(a.text), said: b && clip(b.text) };
}

function fromOmission(clause: string): Deviation {
  const claim = clip(`The text leaves out what must be said: ${clause}`);
  return { kind: 'omission', tier: 'possible', claim, canonical: clip(clause), said: null };
}

function clip(text: string): string {
  return text.length <= longestQuote ? text : `${text.slice(0, longestQuote).toWellFormed()}…`;
}
