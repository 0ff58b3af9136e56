import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { staff } from '../src/access/index.js';
import {
  allRules,
  approveLearnedRule,
  decideFinding,
  drawAuditSample,
  type Finding,
  labelAuditSample,
  learnedRuleProposals,
  pageOfLabelledPairs,
  removeLearnedRule,
  type RuleInput,
  saveLearnedRule,
  tryLearnedRule,
  waiveFinding,
} from '../src/consistency/index.js';
import type { Comparison, Difference } from '../src/consistency/comparison.js';
import { covers } from '../src/consistency/learned-rules/learned-rule.js';
import { withLearnedRules } from '../src/consistency/learned-rules/with-learned-rules.js';
import { storedTrail } from '../src/platform/audit/index.js';
import { openSweepWorld, type SweepWorld } from './support/sweep-world.js';

const person = (key: string, role: 'EDITOR' | 'REVIEWER' | 'MANAGER', team = 'care') =>
  staff({ key, name: key, role, team });
const editor = person('editor', 'EDITOR');
const reviewer = person('reviewer', 'REVIEWER');
const other = person('other-reviewer', 'REVIEWER');
const stranger = person('stranger', 'REVIEWER', 'payments');
const manager = person('manager', 'MANAGER', 'service');

const things = ['card', 'letter', 'reader', 'cheque book'];
const keyOf = (thing: string) => `${thing.replace(' ', '-')}-time`;
let world: SweepWorld;

/** Four answers of 5 working days and one of a fee; `site` says what the old FAQ says of them. */
beforeEach(async () => {
  world = await openSweepWorld();
  for (const thing of things)
    await world.publish({
      key: keyOf(thing),
      question: `How long does a ${thing} take?`,
      body: `A ${thing} arrives in 5 working days.`,
    });
  await world.publish({ key: 'card-fee', question: 'What does a card cost?', body: 'A card costs £5.' });
  await world.mapSite({
    ...Object.fromEntries(things.map((thing) => [keyOf(thing), keyOf(thing)])),
    'card-fee': 'fee',
  });
  site('a week', '£5');
});
afterEach(() => world.close());

function site(time: string, fee = '£5', last = time): void {
  const section = (thing: string) =>
    `<h2 id="${keyOf(thing)}">${thing}</h2><p>A ${thing} arrives in ${thing === 'cheque book' ? last : time}.</p>`;
  const page = `<main>${things.map(section).join('')}<h2 id="fee">Fee</h2><p>A card costs ${fee}.</p></main>`;
  world.site.pages.set('/faq.html', page);
}

const as = (actor = reviewer) => ({ db: world.db, clock: world.clock, actor, snapshot: world.snapshots.current() });
const found = async (kind: string) => (await world.findings()).filter((one) => one.kind === kind);
const isOpen = ({ state }: Finding) => state === 'OPEN';
const rule = (input: Partial<RuleInput> = {}): RuleInput => ({
  kind: 'duration',
  canonical: '5 working days',
  observed: '8 working days',
  topic: 'service',
  reason: 'The post counts from the order.',
  ...input,
});

const decide = (finding: Finding | undefined, to: 'FALSE_POSITIVE' | 'FIXING' | 'OPEN', actor = editor) =>
  decideFinding(as(actor), { id: finding?.id ?? 0, expectedState: finding?.state ?? 'OPEN', to, note: 'Looked at.' });

/** All four times are wrong on the site; the first three are called the same. */
async function threeCalledTheSame(): Promise<readonly Finding[]> {
  site('8 working days');
  await world.sweep();
  const findings = await found('duration');
  expect(findings.map(isOpen)).toEqual([true, true, true, true]);
  const [one, two, three] = findings;
  await decide(one, 'FALSE_POSITIVE');
  await decide(two, 'FALSE_POSITIVE');
  const until = new Date(world.clock.now().getTime() + 86_400_000 * 90);
  await waiveFinding(as(), { id: three?.id ?? 0, expectedState: 'OPEN', reason: 'The post does.', until });
  return findings;
}

describe('a proposal', () => {
  it('is made when three findings of one pair of values were waived or called a mistake, and no sooner', async () => {
    site('8 working days');
    await world.sweep();
    const [one, two, three] = await found('duration');
    await decide(one, 'FALSE_POSITIVE');
    await decide(two, 'FALSE_POSITIVE');
    expect(await learnedRuleProposals(as())).toEqual([]);
    await decide(three, 'FALSE_POSITIVE');
    expect(await learnedRuleProposals(as())).toEqual([
      {
        kind: 'duration',
        canonical: 'duration:5 workday',
        observed: 'duration:8 workday',
        topic: 'service',
        findings: [one, two, three].map((finding) => finding?.id),
      },
    ]);
  });

  it('is none any more when one is opened again, or when there is such a rule', async () => {
    await threeCalledTheSame();
    const [proposal] = await learnedRuleProposals(as());
    const [first] = await found('duration').then((all) => all.filter(({ state }) => state === 'FALSE_POSITIVE'));
    await decide(first, 'OPEN');
    expect(await learnedRuleProposals(as())).toEqual([]);
    await decide({ ...(first as Finding), state: 'OPEN' }, 'FALSE_POSITIVE');
    await saveLearnedRule(as(), { ...rule(), ...proposal });
    expect(await learnedRuleProposals(as())).toEqual([]);
  });
});

describe('a dry run', () => {
  it('says what the rule spares, which open findings it ends, and keeps nothing', async () => {
    const findings = await threeCalledTheSame();
    const trial = await tryLearnedRule(as(), rule());
    expect(trial).toMatchObject({ pairs: 3, hidden: [], needsTwo: false, findings: [findings[3]?.id] });
    expect(trial.spared.map(({ finding }) => finding)).toEqual(
      expect.arrayContaining(findings.slice(0, 3).map(({ id }) => id)),
    );
    expect(trial.changed.map(({ from, to }) => `${from} → ${to}`)).toEqual(Array(3).fill('contradicts → incomplete'));
    expect(await allRules(world.db)).toEqual([]);
  });

  it('names the contradictions that it would hide, which people decided or labelled, and the rule is refused', async () => {
    const findings = await threeCalledTheSame();
    await decide(findings[3], 'FIXING');
    const refused = await saveLearnedRule(as(), rule());
    expect(refused).toMatchObject({ outcome: 'refused', trial: { pairs: 4, hidden: [{ finding: findings[3]?.id }] } });
    expect(await allRules(world.db)).toEqual([]);
    const elsewhere = await tryLearnedRule(as(), rule({ observed: '9 working days' }));
    expect(elsewhere).toMatchObject({ pairs: 4, hidden: [], spared: [], changed: [], findings: [] });
  });

  it('knows also the pairs of the audit samples', async () => {
    site('8 working days', '£5', '5 working days');
    const sweep = await world.sweep();
    const [pair] = (
      await drawAuditSample(as(), { month: sweep.finishedAt?.toISOString().slice(0, 7) ?? '', size: 5 })
    ).filter(({ observed }) => observed.includes('5 working days'));
    await labelAuditSample(as(), { id: pair?.id ?? 0, label: 'same', note: '' });
    expect((await tryLearnedRule(as(), rule())).pairs).toBe(1);
  });
});

describe('a rule in force', () => {
  it('shows the difference with a note and no more as a fault, of this pair alone, and its findings are gone', async () => {
    await threeCalledTheSame();
    const saved = await saveLearnedRule(as(), rule());
    expect(saved).toMatchObject({
      outcome: 'saved',
      rule: { approvedBy: 'reviewer', canonical: 'duration:5 workday' },
    });
    await world.sweep();
    const sweep = await world.sweep();
    expect((await found('duration')).map(({ state }) => state).sort()).toEqual([
      'FALSE_POSITIVE',
      'FALSE_POSITIVE',
      'FIXED',
      'WAIVED',
    ]);
    const cells = (await world.cells(sweep)).filter(({ channel, text }) => channel === 'faq' && text.includes('8'));
    expect(cells.length).toBe(4);
    for (const { state, tier, differences } of cells) {
      expect([state, tier]).toEqual(['INCOMPLETE', 'info']);
      expect(differences.filter(({ note }) => note !== undefined)).toMatchObject([
        { kind: 'duration', tier: 'info', note: expect.stringMatching(/^Learned rule \d+:/) },
      ]);
    }
    site('8 working days', '£5', '9 working days');
    await world.sweep();
    const open = (await found('duration')).filter(isOpen);
    expect(open.map(({ observed }) => observed?.text)).toEqual(['9 working days']);
  });

  it('that is removed is forgotten by the next sweep', async () => {
    site('8 working days');
    const saved = await saveLearnedRule(as(), rule());
    await world.sweep();
    expect(await found('duration')).toEqual([]);
    await removeLearnedRule(as(), saved.outcome === 'saved' ? saved.rule.id : 0);
    await world.sweep();
    expect((await found('duration')).length).toBe(4);
    const trail = [];
    for await (const entry of storedTrail(world.db)) trail.push(entry.action);
    expect(trail.filter((action) => action.startsWith('learned-rule'))).toEqual([
      'learned-rule.saved',
      'learned-rule.removed',
    ]);
  });

  it('of what can cost money waits for a second person', async () => {
    site('5 working days', '£6');
    const asked = await saveLearnedRule(as(), rule({ kind: 'money', canonical: '£5', observed: '£6' }));
    const id = asked.outcome === 'saved' ? asked.rule.id : 0;
    expect(asked).toMatchObject({ rule: { approvedBy: null }, trial: { needsTwo: true } });
    await world.sweep();
    expect((await found('money')).map(({ state }) => state)).toEqual(['OPEN']);
    await expect(approveLearnedRule(as(), id)).rejects.toThrow('a second person must approve it');
    await expect(approveLearnedRule(as(editor), id)).rejects.toThrow('may not teach the checker');
    expect(await approveLearnedRule(as(other), id)).toMatchObject({ rule: { approvedBy: 'other-reviewer' } });
    await world.sweep();
    await world.sweep();
    expect((await found('money')).map(({ state }) => state)).toEqual(['FIXED']);
  });

  it('is taught by the team of its topic, for all topics by managers, about two expressions that differ, and once', async () => {
    await expect(saveLearnedRule(as(stranger), rule())).rejects.toThrow('belongs to the team care');
    await expect(saveLearnedRule(as(), rule({ topic: null }))).rejects.toThrow('is taught by managers');
    await expect(saveLearnedRule(as(), rule({ topic: 'none' }))).rejects.toThrow('topic names no topic');
    await expect(tryLearnedRule(as(), rule({ kind: 'missing' }))).rejects.toThrow('kind must be');
    await expect(tryLearnedRule(as(), rule({ observed: '5 Working Days' }))).rejects.toThrow('are one expression');
    await saveLearnedRule(as(manager), rule({ topic: null }));
    await expect(saveLearnedRule(as(manager), rule({ topic: null }))).rejects.toThrow('says so already');
  });
});

it('every decision is a labelled pair with its words, beside those of the samples', async () => {
  const findings = await threeCalledTheSame();
  await decide(findings[3], 'FIXING');
  const { rows, total } = await pageOfLabelledPairs(world.db, { limit: 10, offset: 0 });
  expect(total).toBe(4);
  expect(rows.map(({ finding, label }) => [finding, label])).toEqual(
    findings.map(({ id }, i) => [id, i < 3 ? 'same' : 'contradicts']).sort(([one], [two]) => Number(one) - Number(two)),
  );
  expect(rows[0]).toMatchObject({
    canonical: expect.stringContaining('5 working days'),
    observed: expect.stringContaining('8 working days'),
    difference: { kind: 'duration', canonical: 'duration:5 workday', observed: 'duration:8 workday' },
    labelledBy: 'editor',
  });
});

it('a rule never turns another pair of values silent', () => {
  const kinds = fc.constantFrom('money', 'duration', 'entity', 'polarity', 'modality', 'missing');
  const side = fc.record({
    text: fc.constantFrom('£5', '£6', 'You must.', 'You may.', 'five days'),
    value: fc.constantFrom('money:GBP 5', 'money:GBP 6', 'must', 'may', 'duration:5 day', 'need: yes', undefined),
  });
  const differences = fc.array(
    fc.record({
      kind: kinds,
      a: side,
      b: side,
      tier: fc.constantFrom<Difference['tier']>('alert', 'possible', 'info'),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const span = { start: 0, end: 1 };
  const quote = ({ text, value }: { readonly text: string; readonly value: string | undefined }) =>
    value === undefined ? { text, span } : { text, span, value };
  fc.assert(
    fc.property(differences, kinds, side, side, (given_, kind, one, another) => {
      const given: Difference[] = given_.map(({ a, b, ...rest }) => ({
        ...rest,
        a: quote(a),
        b: quote(b),
        confidence: 0.9,
        claim: '',
        signature: '',
      }));
      const expression = ({ text, value }: typeof one) => (value ?? text).toLowerCase();
      const learned = { id: 1, kind, canonical: expression(one), observed: expression(another) };
      const compared: Comparison = {
        verdict: 'contradicts',
        tier: 'alert',
        confidence: 0.9,
        differences: given,
        omits: [],
      };
      const then = withLearnedRules(compared, [learned]);
      expect(then.differences.length).toBe(given.length);
      for (const [i, before] of given.entries()) {
        const after = then.differences[i];
        const isIts =
          before.kind === kind &&
          [before.a?.value, before.a?.text].some((said) => said?.toLowerCase() === learned.canonical) &&
          [before.b?.value, before.b?.text].some((said) => said?.toLowerCase() === learned.observed);
        if (!isIts) expect(after).toEqual(before);
        if (before.tier !== 'info' && covers(learned, before)) expect(after?.tier).toBe('info');
        else expect(after).toEqual(before);
      }
      const isLoud = then.differences.some(({ tier }) => tier !== 'info');
      if (isLoud) expect(then.verdict).toBe('contradicts');
    }),
  );
});
