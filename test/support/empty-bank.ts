import { createAccount, createTeam, system } from '../../src/access/index.js';
import { createTopic } from '../../src/knowledge/index.js';
import { type ManualClock, manualClock } from '../../src/platform/clock.js';
import { type Desks, openDesks } from './editing.js';
import { people, startTestService, type TestService } from './test-service.js';

/** A service with the people of the team `cards`, its topic `cards` and nothing else. */
export interface EmptyBank {
  readonly service: TestService;
  readonly desks: Desks;
  readonly clock: ManualClock;
  /** Sends a mutation or query as one of the people; throws what it is refused with. */
  ask<Data = Record<string, never>>(query: string, variables?: object, by?: string): Promise<Data>;
}

const staffed = [
  [people.editor, 'EDITOR'],
  [people.otherEditor, 'EDITOR'],
  [people.reviewer, 'REVIEWER'],
  [people.otherReviewer, 'REVIEWER'],
  [people.agent, 'AGENT'],
  [people.manager, 'MANAGER'],
  [people.admin, 'ADMIN'],
] as const;

/** Opens it on a clone of the empty template, with a clock that stands until it is moved. */
export async function openEmptyBank(
  start: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<EmptyBank> {
  const clock = manualClock(new Date(start));
  const service = await startTestService('empty', {
    clock,
    environment: { PUBLIC_URL: 'https://help.larkhaven.example', ...environment },
  });
  const ctx = { db: service.app.db, clock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  for (const [key, role] of staffed)
    await createAccount(ctx, { key, name: key, role, team: 'cards', email: `${key}@larkhaven.example` });
  const teams = { ownerTeam: 'cards', authorityTeam: 'cards' };
  const topic = {
    key: 'cards',
    name: 'Cards',
    parentKey: null,
    demandClass: 'SELF_SERVE',
    serviceLevelHours: 8,
  } as const;
  await createTopic(ctx, { ...topic, ...teams });
  const desks = openDesks(service);
  return {
    service,
    desks,
    clock,
    ask: async <Data>(query: string, variables: object = {}, by: string = people.editor) => {
      const { data, errors } = await service.graphql<Data>(query, variables, await desks.token(by));
      if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message} (${query.slice(0, 100)})`);
      return data;
    },
  };
}
