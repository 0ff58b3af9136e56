import { type Actor, system } from '../../access/index.js';
import { hasTemplate, saveTemplate, type TemplateVariables } from '../../channels/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { type FindingWords, type MessageWords, oneLine, shortened } from './finding-words.js';
import { alertTemplate } from './mail-template.js';

/** What mailing needs to know of the world. */
export interface FindingMailContext {
  readonly db: Database;
  readonly clock: Clock;
  /** Where the API is, for those who decide. */
  readonly apiAddress: string;
  readonly sendTemplate: (
    actor: Actor,
    order: {
      readonly template: string;
      readonly to: string;
      readonly locale: string;
      readonly variables: TemplateVariables;
      readonly idempotencyKey: string;
    },
  ) => Promise<{ readonly id: number }>;
}

/** A mail about findings. */
export interface FindingMail {
  readonly to: string;
  readonly heading: string;
  readonly words: MessageWords;
  /** The same key never sends a second mail. */
  readonly idempotencyKey: string;
}

const mostRows = 20;
const longestQuote = 1_000;

/** Queues a mail about findings and gives its number. The template is kept with the first one; who has saved another under its key has that. */
export async function sendFindingMail(ctx: FindingMailContext, mail: FindingMail): Promise<number> {
  const { db, clock, apiAddress } = ctx;
  if (!(await hasTemplate(db, alertTemplate.key))) await saveTemplate({ db, clock, actor: system }, alertTemplate);
  const { opened, fixed } = mail.words;
  const { id } = await ctx.sendTemplate(system, {
    template: alertTemplate.key,
    to: mail.to,
    locale: alertTemplate.locale,
    idempotencyKey: mail.idempotencyKey,
    variables: {
      heading: mail.heading,
      opened: opened.slice(0, mostRows).map(rowOf),
      more_opened: countBeyond(opened),
      fixed: fixed.slice(0, mostRows).map(rowOf),
      more_fixed: countBeyond(fixed),
      api: apiAddress,
    },
  });
  return id;
}

function countBeyond(findings: readonly unknown[]): string {
  return findings.length > mostRows ? String(findings.length - mostRows) : '';
}

function rowOf(finding: FindingWords) {
  const shown = (text: string | null) => shortened(oneLine(text ?? ''), longestQuote);
  return {
    id: String(finding.id),
    severity: finding.severity,
    channel: shown(finding.channel),
    question: shown(finding.question),
    claim: shown(finding.claim),
    answer_says: shown(finding.answerSays ?? 'nothing of it'),
    channel_says: shown(finding.channelSays ?? 'nothing of it'),
    becomes: shown(finding.becomes),
    address: shown(finding.address),
  };
}
