import { createAccount, createTeam, type Actor, staff, system } from '../src/access/index.js';
import { checkMarkdown, limitsOf, registerObservedChannel, saveTemplate } from '../src/channels/index.js';
import {
  addPhrasings,
  approveDraft,
  createAnswer,
  createFact,
  createTopic,
  draftAnswer,
  draftTranslation,
  type GateRule,
  publishAnswer,
  publishFact,
  publishTranslation,
  requestReview,
  stateFact,
  stateFormula,
  verifyAnswer,
} from '../src/knowledge/index.js';
import { manualClock, type ManualClock } from '../src/platform/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { loadTemplates } from './load-templates.js';
import { readSeed, type Seed, type SeedPlaces, type SeedTranslation } from './read-seed.js';
import { type SeedEvent, type SeedVersion, timeline } from './timeline.js';

interface SeedContext {
  readonly db: Database;
  readonly clock: ManualClock;
  readonly sourceLocale: string;
  readonly markdownProblems: (body: string) => readonly string[];
  /** None while it loads; a test puts the whole of it through the gate. */
  readonly gateRules: readonly GateRule[];
  readonly people: People;
}

/** Who at the bank does what. */
interface People {
  editorOf(team: string): Actor;
  reviewerFor(author: Actor): Actor;
}

const firstDay = '2025-05-05';
const sourceLocale = 'en';

/** Loads the demo organisation through the use cases, with a clock that is set to each day of its history: the same on every machine. */
export async function loadDemo(db: Database): Promise<void> {
  const seed = readSeed();
  const ctx: SeedContext = {
    db,
    clock: manualClock(morning(firstDay)),
    sourceLocale,
    markdownProblems: checkMarkdown,
    gateRules: [],
    people: peopleOf(seed),
  };
  await openOrganisation(ctx, seed);
  for (const event of timeline(seed)) {
    ctx.clock.set(new Date(Math.max(ctx.clock.now().getTime() + 1_000, morning(event.on).getTime())));
    await replay(ctx, seed, event);
  }
  for (const template of loadTemplates()) await saveTemplate({ db, clock: ctx.clock, actor: system }, template);
  await registerObserved(ctx, seed.places);
}

async function openOrganisation(ctx: SeedContext, { organisation, facts, answers }: Seed): Promise<void> {
  const asSystem = { ...ctx, actor: system };
  for (const team of organisation.teams) await createTeam(asSystem, team);
  for (const person of organisation.staff) await createAccount(asSystem, person);
  for (const topic of organisation.topics) {
    const parentKey = topic.key.includes('.') ? topic.key.slice(0, topic.key.lastIndexOf('.')) : null;
    await createTopic(asSystem, { ...topic, parentKey, ownerTeam: topic.owner, authorityTeam: topic.authority });
  }
  for (const fact of facts)
    await createFact(asSystem, { key: fact.key, type: fact.type, name: fact.name, ownerTeam: fact.owner });
  for (const answer of answers) await createAnswer(asSystem, answer);
}

async function replay(ctx: SeedContext, seed: Seed, event: SeedEvent): Promise<void> {
  switch (event.kind) {
    case 'fact':
      return publishValue(ctx, event);
    case 'formula':
      return publishFormula(ctx, event);
    case 'version':
      return publishVersion(ctx, ownerOf(seed, event.version.answer.topic), event.version);
    case 'verification':
      return verify(ctx, ownerOf(seed, event.answer.topic), event);
    case 'translation': {
      const { translation } = event;
      const answer = seed.answers.find(({ key }) => key === translation.key);
      return replayTranslation(ctx, ctx.people.editorOf(ownerOf(seed, answer?.topic ?? '')), translation);
    }
  }
}

async function replayTranslation(ctx: SeedContext, editor: Actor, translation: SeedTranslation): Promise<void> {
  const { key, locale, phrasings, question, title, body, short } = translation;
  await draftTranslation({ ...ctx, actor: editor }, { key, locale, question, title, body, short });
  const reviewer = ctx.people.reviewerFor(editor);
  const outcome = await publishTranslation({ ...ctx, actor: reviewer }, { key, locale, expectedEdit: 1 });
  if (outcome.outcome !== 'published')
    throw new Error(`the seed's answer ${key} was not published in ${locale}: ${JSON.stringify(outcome)}`);
  if (phrasings.length > 0) await addPhrasings({ ...ctx, actor: editor }, { key, locale, texts: phrasings });
}

async function verify(
  ctx: SeedContext,
  team: string,
  { answer, number, note }: Extract<SeedEvent, { kind: 'verification' }>,
): Promise<void> {
  const actor = ctx.people.reviewerFor(ctx.people.editorOf(team));
  const outcome = await verifyAnswer({ ...ctx, actor }, { key: answer.key, version: number, note });
  if (outcome.outcome !== 'verified')
    throw new Error(`the seed's answer ${answer.key} was not verified: ${JSON.stringify(outcome)}`);
}

async function publishValue(ctx: SeedContext, { fact, value }: Extract<SeedEvent, { kind: 'fact' }>): Promise<void> {
  const author = ctx.people.editorOf(fact.owner);
  const stated = await stateFact(
    { ...ctx, actor: author },
    {
      key: fact.key,
      value: value.value,
      scope: value.scope,
      validFrom: midnight(value.from),
      validTo: value.to ? midnight(value.to) : null,
      source: value.source,
    },
  );
  if (stated.outcome !== 'stated') throw new Error(`the seed's fact ${fact.key} overlaps itself at ${value.from}`);
  const published = await publishFact({ ...ctx, actor: ctx.people.reviewerFor(author) }, stated.statementId);
  if (published.outcome !== 'published')
    throw new Error(`the seed's fact ${fact.key} overlaps itself at ${value.from}`);
}

async function publishFormula(
  ctx: SeedContext,
  { fact, formula }: Extract<SeedEvent, { kind: 'formula' }>,
): Promise<void> {
  const author = ctx.people.editorOf(fact.owner);
  const { statementId } = await stateFormula(
    { ...ctx, actor: author },
    { ...formula, key: fact.key, validFrom: midnight(formula.from) },
  );
  await publishFact({ ...ctx, actor: ctx.people.reviewerFor(author) }, statementId);
}

async function publishVersion(ctx: SeedContext, team: string, version: SeedVersion): Promise<void> {
  const { answer, first, note, significance, question, title, body, short } = version;
  const author = { ...ctx, actor: ctx.people.editorOf(team) };
  const reviewer = { ...ctx, actor: ctx.people.reviewerFor(author.actor) };
  const { personPolicy } = answer;
  const words = { question, title, body, short };
  await draftAnswer(author, { key: answer.key, ...words, changeNote: note, significance, personPolicy });
  await requestReview(author, { key: answer.key, expectedEdit: 1 });
  await approveDraft(reviewer, { key: answer.key, expectedEdit: 2 });
  const outcome = await publishAnswer(reviewer, { key: answer.key, expectedEdit: 3 });
  if (outcome.outcome === 'blocked') throw new Error(`the seed's answer ${answer.key}: ${outcome.obstacles.join(' ')}`);
  if (first && answer.phrasings.length > 0)
    await addPhrasings(author, { key: answer.key, locale: sourceLocale, texts: answer.phrasings });
}

async function registerObserved(ctx: SeedContext, places: SeedPlaces): Promise<void> {
  const actor = { ...ctx, actor: system };
  const observed = { mode: 'OBSERVED', audience: 'PUBLIC', locales: [sourceLocale] } as const;
  const pages = (channel: string) =>
    Object.fromEntries(
      (places[channel] ?? []).map(({ answer, page, anchor }) => [answer, { page: page ?? '', anchor }]),
    );
  const sections = (places['phone-script'] ?? []).map(({ answer, anchor }) => [answer, anchor]);
  await registerObservedChannel(
    actor,
    { ...observed, key: 'faq', name: 'Old FAQ site', kind: 'web-page', limits: limitsOf['web-page'] },
    { kind: 'web-page', base: '', pages: pages('faq') },
    100,
  );
  await registerObservedChannel(
    actor,
    { ...observed, key: 'leaflet', name: 'Branch leaflet', kind: 'web-page', limits: limitsOf['web-page'] },
    { kind: 'web-page', base: '', pages: pages('leaflet') },
    101,
  );
  await registerObservedChannel(
    actor,
    { ...observed, key: 'phone-script', name: 'Phone script', kind: 'file', limits: limitsOf.file },
    { kind: 'file', path: 'phone-script.md', sections: Object.fromEntries(sections) },
    102,
  );
}

function ownerOf(seed: Seed, topicKey: string): string {
  return seed.organisation.topics.find((topic) => topic.key === topicKey)?.owner ?? 'care';
}

function peopleOf({ organisation }: Seed): People {
  const editors = new Map(
    organisation.staff
      .filter(({ role }) => role === 'EDITOR')
      .reverse()
      .map((person) => [person.team, staff(person)]),
  );
  const reviewers = organisation.staff.filter(({ role }) => role === 'REVIEWER').map(staff);
  return {
    editorOf: (team) => editors.get(team) ?? system,
    reviewerFor: (author) => reviewers.find(({ team }) => team === author.team) ?? system,
  };
}

/** The instant at which a day begins in London; summer time is one hour ahead of UTC. */
function midnight(day: string): Date {
  const utc = new Date(`${day}T00:00:00Z`);
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Europe/London' }).format(utc),
  );
  return new Date(utc.getTime() - hour * 3_600_000);
}

function morning(day: string): Date {
  return new Date(midnight(day).getTime() + 9 * 3_600_000);
}
