import type { ChannelKind } from '../../channels/index.js';
import { timesAsked } from '../../demand/index.js';
import type { Database } from '../../platform/database/database.js';
import { customersTold, repliesMailed } from '../../receipts/index.js';
import { timesOpened } from '../../search/index.js';

/**
 * What is counted where it is asked how many were told: the customers of a channel to whom the answer was delivered, or, where nobody counts who reads,
 * how often the answer was asked for on all our channels.
 */
export type ExposureMeasure = 'DELIVERIES' | 'QUESTIONS';

/** Conversations and mails keep whom they told. Agents, help pages and what we only look at do not. */
export const measureOf: Readonly<Record<ChannelKind, ExposureMeasure>> = {
  webchat: 'DELIVERIES',
  social: 'DELIVERIES',
  'social-reply': 'DELIVERIES',
  directline: 'DELIVERIES',
  msteams: 'DELIVERIES',
  slack: 'DELIVERIES',
  facebook: 'DELIVERIES',
  telegram: 'DELIVERIES',
  line: 'DELIVERIES',
  sms: 'DELIVERIES',
  whatsapp: 'DELIVERIES',
  email: 'DELIVERIES',
  agents: 'QUESTIONS',
  help: 'QUESTIONS',
  'web-page': 'QUESTIONS',
  file: 'QUESTIONS',
  macros: 'QUESTIONS',
  mails: 'QUESTIONS',
  graphql: 'QUESTIONS',
};

/** An answer in the language of a locale, from an instant to another, both included. */
export interface TrafficWindow {
  readonly answer: string;
  readonly locale: string;
  readonly since: Date;
  readonly until: Date;
}

/** How many were told in each window on its channel, in the order of the windows; by what is counted on channels of that kind. */
export async function countTold(
  db: Database,
  windows: readonly (TrafficWindow & { readonly channel: string; readonly measuredBy: ExposureMeasure })[],
): Promise<readonly number[]> {
  const isCounted = ({ measuredBy }: { readonly measuredBy: ExposureMeasure }) => measuredBy === 'DELIVERIES';
  const counted = windows.filter(isCounted).map((window) => ({ ...inLanguage(window), channel: window.channel }));
  const told = (await customersTold(db, counted)).values();
  const asked = (
    await countAsked(
      db,
      windows.filter((window) => !isCounted(window)),
    )
  ).values();
  return windows.map((window) => (isCounted(window) ? told : asked).next().value ?? 0);
}

/** How often each answer was asked for in its window: questions of the log, searches that opened it, and mails that replied with it. */
export async function countAsked(db: Database, windows: readonly TrafficWindow[]): Promise<readonly number[]> {
  const asked = windows.map(inLanguage);
  const counts = [await timesAsked(db, asked), await timesOpened(db, asked), await repliesMailed(db, asked)];
  return windows.map((_, place) => counts.reduce((sum, times) => sum + (times[place] ?? 0), 0));
}

function inLanguage({ answer, locale, since, until }: TrafficWindow) {
  return { answer, language: locale.toLowerCase().split('-')[0] ?? '', since, until };
}
