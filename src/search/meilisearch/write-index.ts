import { setTimeout as sleep } from 'node:timers/promises';
import { audiences } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import type { IndexBuild } from '../search-engine.js';
import { bringTo } from './bring-to.js';
import { refusedWith } from './connect.js';
import { contentsOf, localesOf } from './contents.js';
import { indexName, stateIndexName } from './index-names.js';
import { asOnlyWriter, forgetEndedTasks } from './task.store.js';
import { awaitOpenTasks, carryOut, carryToEnd, type Writing } from './tasks.js';

/** What stands in the state's index: of which snapshot the indexes are, and in which locales. Written last, when all else has succeeded. */
interface State {
  readonly id: 'state';
  readonly sequence: number;
  readonly locales: readonly string[];
}

const lockWaitMs = 200;
const lockAttempts = 100;

/** Makes the indexes hold a build; one older than what they hold does nothing. One process at a time writes; the others wait. */
export async function writeIndex(writing: Writing, build: IndexBuild): Promise<void> {
  for (let attempt = 0; attempt < lockAttempts; attempt++) {
    if ((await asOnlyWriter(writing.db, writing.prefix, () => write(writing, build))) !== null) return;
    await sleep(lockWaitMs);
  }
  throw new AppError('UNAVAILABLE', 'Another process has been writing the search index for too long.');
}

async function write(writing: Writing, build: IndexBuild): Promise<'done'> {
  await awaitOpenTasks(writing);
  const state = await readState(writing);
  if (state && state.sequence > build.sequence) return 'done';
  // One locale after the other, its audiences together: the engine works off one task at a time anyway.
  for (const contents of contentsOf(writing.prefix, build))
    await Promise.all(contents.map((content) => bringTo(writing, content)));
  const locales = localesOf(build);
  const gone = state?.locales.filter((locale) => !locales.includes(locale)) ?? [];
  if (!state || state.sequence !== build.sequence || gone.length > 0 || locales.length !== state.locales.length)
    await putState(writing, { id: 'state', sequence: build.sequence, locales });
  const dropped = gone.flatMap((locale) => audiences.map((audience) => indexName(writing.prefix, locale, audience)));
  await Promise.all(dropped.map((uid) => carryToEnd(writing, writing.client.deleteIndex(uid))));
  await forgetEndedTasks(writing.db, writing.prefix);
  return 'done';
}

async function readState({ client, prefix }: Writing): Promise<State | null> {
  return client
    .index<State>(stateIndexName(prefix))
    .getDocument<State>('state')
    .catch((error: unknown) => {
      if (refusedWith(error, 'index_not_found', 'document_not_found')) return null;
      throw error;
    });
}

function putState(writing: Writing, state: State): Promise<void> {
  return carryOut(
    writing,
    writing.client.index(stateIndexName(writing.prefix)).addDocuments([state], { primaryKey: 'id' }),
  );
}
