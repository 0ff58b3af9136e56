import { type Judge, openChatJudge } from '../consistency/index.js';
import type { Config } from '../platform/config.js';
import type { Closers } from './resources.js';

/** Opens the judge, if the settings name one. */
export function openJudge(judge: Config['judge'], closers: Closers): Judge | null {
  if (judge.mode === 'off') return null;
  const opened = openChatJudge(judge);
  closers.push(() => opened.close());
  return opened;
}
