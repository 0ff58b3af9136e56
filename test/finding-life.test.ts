import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { staff } from '../src/access/index.js';
import {
  approveWaiver,
  commentOnFinding,
  decideFinding,
  type Finding,
  type FindingDecision,
  type FindingState,
  seenWords,
  suggestedFix,
  waiveFinding,
  type WorkOnFinding,
  workOnFindings,
} from '../src/consistency/index.js';
import { storedTrail, verifyTrail } from '../src/platform/audit/index.js';
import { openSweepWorld, type SweepWorld } from './support/sweep-world.js';

const person = (key: string, role: 'EDITOR' | 'REVIEWER' | 'MANAGER', team = 'care') =>
  staff({ key, name: key, role, team });
const editor = person('editor', 'EDITOR');
const reviewer = person('reviewer', 'REVIEWER');
const otherReviewer = person('other-reviewer', 'REVIEWER');
const stranger = person('stranger', 'REVIEWER', 'payments');
const manager = person('manager', 'MANAGER', 'service');

const day = 86_400_000;
let world: SweepWorld;

beforeEach(async () => {
  world = await openSweepWorld();
  await world.publish({
    key: 'card-fee',
    question: 'What does a card cost?',
    body: 'A replacement costs £5. It is sent by post.',
  });
  await world.publish({ key: 'card-time', question: 'How long does it take?', body: 'Delivery takes 5 working days.' });
  await world.mapSite({ 'card-fee': 'fee', 'card-time': 'time' });
});
afterEach(() => world.close());

/** What the site says of fee and time. */
function site(fee: string, time = '5 working days'): void {
  world.site.pages.set(
    '/faq.html',
    `<main><h1>FAQ</h1><h2 id="fee">Costs</h2><p>Nothing is lost. A replacement costs ${fee}. It is sent by post.</p>` +
      `<h2 id="time">Times</h2><p>Delivery takes ${time}.</p></main>`,
  );
}

/** The one finding of a kind, as it stands. */
async function found(kind = 'money'): Promise<Finding & WorkOnFinding> {
  const [finding, ...others] = (await world.findings()).filter((one) => one.kind === kind);
  expect(others).toEqual([]);
  if (!finding) throw new Error(`there is no finding of the kind ${kind}`);
  const work = (await workOnFindings(world, [finding])).get(finding.id);
  if (!work) throw new Error('nothing is known of the finding');
  return { ...finding, ...work };
}

const as = (actor = editor) => ({ db: world.db, clock: world.clock, actor });

async function decide(to: FindingDecision, note = '', actor = editor) {
  const { id, state } = await found();
  return decideFinding(as(actor), { id, expectedState: state, to, note });
}

async function waive(actor = reviewer, kind = 'duration', days = 90) {
  const { id, state } = await found(kind);
  const until = new Date(world.clock.now().getTime() + days * day);
  return waiveFinding(as(actor), { id, expectedState: state, reason: 'The leaflet is reprinted in May.', until });
}

describe('a finding', () => {
  it('is taken up step by step, and keeps who did what and why', async () => {
    site('£4');
    await world.sweep();
    await decide('ACKNOWLEDGED');
    await decide('FIXING', 'The web team has it.');
    const { id } = await found();
    await commentOnFinding(as(manager), { id, expectedState: 'FIXING', text: 'By Friday, please.' });
    const finding = await found();
    expect(finding.state).toBe('FIXING');
    expect(finding.deeds.map(({ from, to, note, actor }) => [from, to, note, actor])).toEqual([
      ['OPEN', 'ACKNOWLEDGED', '', 'editor'],
      ['ACKNOWLEDGED', 'FIXING', 'The web team has it.', 'editor'],
      ['FIXING', 'FIXING', 'By Friday, please.', 'manager'],
    ]);
    const trail = [];
    for await (const entry of storedTrail(world.db)) trail.push(entry);
    expect(trail.map(({ action }) => action).slice(-3)).toEqual([
      'finding.decided',
      'finding.decided',
      'finding.commented',
    ]);
    expect(await verifyTrail(trail)).toMatchObject({ outcome: 'whole' });
  });

  it('that is being fixed is fixed once two sweeps have not seen it', async () => {
    site('£4');
    await world.sweep();
    await decide('FIXING');
    site('£5');
    await world.sweep();
    expect((await found()).state).toBe('FIXING');
    await world.sweep();
    expect((await found()).state).toBe('FIXED');
  });

  it('shows whoever comes second where it stands, and does nothing', async () => {
    site('£4');
    await world.sweep();
    const { id } = await found();
    const both = [editor, otherReviewer].map((actor) =>
      decideFinding(as(actor), { id, expectedState: 'OPEN', to: 'ACKNOWLEDGED', note: '' }),
    );
    const outcomes = await Promise.all(both);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'done']);
    expect(outcomes.find(({ outcome }) => outcome === 'conflict')).toMatchObject({
      expected: 'OPEN',
      actual: 'ACKNOWLEDGED',
      theirs: { id, state: 'ACKNOWLEDGED' },
    });
    expect((await found()).deeds.length).toBe(1);
  });

  it('is decided on by the team that owns it and by managers', async () => {
    site('£4');
    await world.sweep();
    await expect(decide('ACKNOWLEDGED', '', stranger)).rejects.toThrow(
      'belongs to the team care: your team, payments,',
    );
    await decide('ACKNOWLEDGED', '', manager);
    expect((await found()).state).toBe('ACKNOWLEDGED');
  });

  it('is a mistake of the checker only with a note, stays one while it is seen, and can be opened again', async () => {
    site('£4');
    await world.sweep();
    await expect(decide('FALSE_POSITIVE')).rejects.toThrow('note must not be empty.');
    await decide('FALSE_POSITIVE', 'It is the price of another card.');
    await world.sweep();
    expect((await found()).state).toBe('FALSE_POSITIVE');
    await decide('OPEN', 'It is not.');
    expect((await found()).state).toBe('OPEN');
  });

  it.each<[FindingState, FindingDecision]>([
    ['OPEN', 'OPEN'],
    ['FALSE_POSITIVE', 'FIXING'],
  ])('that is %s cannot become %s', async (state, to) => {
    site('£4');
    await world.sweep();
    if (state === 'FALSE_POSITIVE') await decide('FALSE_POSITIVE', 'No.');
    await expect(decide(to)).rejects.toThrow(`to may not be ${to} for a finding that is ${state}.`);
  });

  it('says in whole sentences what to write instead, and where', async () => {
    site('£4');
    await world.sweep();
    const finding = await found();
    const seen = (await seenWords(world, [finding])).get(finding.id) ?? null;
    expect(suggestedFix(finding, seen)).toMatchObject({
      address: expect.stringContaining('/faq.html'),
      was: 'A replacement costs £4.',
      becomes: 'A replacement costs £5.',
      mends: true,
    });
  });
});

describe('a waiver', () => {
  it('keeps a difference quiet until its day, and then it is open again', async () => {
    site('£5', '7 working days');
    await world.sweep();
    await waive(reviewer, 'duration', 10);
    for (let sweeps = 1; sweeps <= 9; sweeps += 1) {
      await world.sweep();
      expect((await found('duration')).state, `after ${sweeps} days`).toBe('WAIVED');
    }
    await world.sweep();
    const { state, deeds, waiver } = await found('duration');
    expect({ state, waiver }).toEqual({ state: 'OPEN', waiver: null });
    expect(deeds.at(-1)).toMatchObject({ from: 'WAIVED', to: 'OPEN', actor: 'system' });
  });

  it('dies with the words that it was given for, on either side', async () => {
    site('£5', '7 working days');
    await world.sweep();
    await waive();
    site('£5', '7 Working Days');
    await world.sweep();
    const findings = (await world.findings()).filter(({ kind }) => kind === 'duration');
    expect(findings.map(({ state }) => state)).toEqual(['OPEN']);
  });

  it('does not cover another value of the channel, nor another of the answer', async () => {
    site('£5', '7 working days');
    await world.sweep();
    await waive();
    site('£5', '9 working days');
    await world.sweep();
    const open = (await world.findings()).filter(({ kind, state }) => kind === 'duration' && state === 'OPEN');
    expect(open.map(({ observed }) => observed?.text)).toEqual(['9 working days']);
  });

  it('of what can cost money needs a second person, and a nearer day', async () => {
    site('£4');
    await world.sweep();
    await expect(waive(reviewer, 'money', 31)).rejects.toThrow(
      'until must lie within the next 30 days for a finding that is SEV1 by its kind.',
    );
    await waive(reviewer, 'money', 30);
    expect(await found()).toMatchObject({ state: 'OPEN', waiver: { proposedBy: 'reviewer', approvedBy: null } });
    const { id } = await found();
    const approve = (actor: typeof reviewer) => approveWaiver(as(actor), { id, expectedState: 'OPEN' });
    await expect(approve(reviewer)).rejects.toThrow('a second person must approve it');
    await expect(approve(editor)).rejects.toThrow('may not waive findings');
    await approve(otherReviewer);
    expect(await found()).toMatchObject({ state: 'WAIVED', waiver: { approvedBy: 'other-reviewer' } });
    await expect(approveWaiver(as(otherReviewer), { id, expectedState: 'WAIVED' })).rejects.toThrow('No waiver of');
  });

  it('that was asked for outlasts that somebody takes the finding up, and is no more once it is called a mistake or is fixed', async () => {
    site('£4');
    await world.sweep();
    await waive(reviewer, 'money', 30);
    await decide('FIXING');
    expect((await found()).waiver).toMatchObject({ proposedBy: 'reviewer', approvedBy: null });
    site('£5');
    await world.sweep();
    await world.sweep();
    const { id, state } = await found();
    expect(state).toBe('FIXED');
    await expect(approveWaiver(as(otherReviewer), { id, expectedState: 'FIXED' })).rejects.toThrow(
      'Only an open finding can be waived; this one is FIXED.',
    );
    site('£4');
    await world.sweep();
    await decide('FALSE_POSITIVE', 'It is another card.');
    expect((await found()).waiver).toBeNull();
  });

  it.each([0, 181])('of anything else may not end %i days from now', async (days) => {
    site('£5', '7 working days');
    await world.sweep();
    await expect(waive(reviewer, 'duration', days)).rejects.toThrow('until must lie within the next 180 days');
  });

  it('ends when a person opens the finding again', async () => {
    site('£5', '7 working days');
    await world.sweep();
    await waive();
    const { id } = await found('duration');
    await decideFinding(as(), { id, expectedState: 'WAIVED', to: 'OPEN', note: '' });
    expect(await found('duration')).toMatchObject({ state: 'OPEN', waiver: null });
  });
});
