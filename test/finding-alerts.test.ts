import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { giveUpFindingMessage, planAlertMessages } from '../src/consistency/index.js';
import { type AlertWorld, alertPeople, openAlertWorld, until } from './support/alert-world.js';
import type { Receiver } from './support/receiver.js';

let world: AlertWorld;
const [manager] = alertPeople.manager;
const [managerElsewhere] = alertPeople.managerElsewhere;

beforeAll(async () => {
  world = await openAlertWorld();
});

afterEach(async () => {
  await world.endAlerts();
  for (const one of [world.receiver, world.witness]) one.reply((_call, response) => response.writeHead(200).end('ok'));
});

afterAll(() => world.close());

let counter = 10;
/** A price and a time that were never said before: what differs in them is new. */
const price = () => `£${(counter += 1)}`;
const days = () => `${(counter += 1)} working days`;

interface SlackCall {
  readonly text: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly text?: { readonly text: string };
    readonly elements?: readonly { readonly text: string }[];
  }[];
}

/** What a receiver was told since; the words of the blocks, one after the other. */
function calls({ calls: all }: Receiver, since: number): readonly { readonly text: string; readonly words: string }[] {
  return all.slice(since).map(({ body }) => {
    const { text, blocks } = JSON.parse(body) as SlackCall;
    return { text, words: blocks.map((block) => block.text?.text ?? block.elements?.[0]?.text).join('\n') };
  });
}

async function told(receiver: Receiver, since: number): Promise<string> {
  await receiver.until((all) => all.length > since);
  return calls(receiver, since)[0]?.words ?? '';
}

const slack = (receiver: Receiver) => `slackUrl: "${receiver.url}", schedule: AT_ONCE`;
const clockAt = (moment: string) => {
  const next = new Date(moment);
  expect(next.getTime(), 'the clock goes on').toBeGreaterThan(world.clock.now().getTime());
  world.clock.set(next);
};

/** The next day at a time of London, in winter. */
function nextDay(time: string, ahead = 1): void {
  const day = new Date(world.clock.now().getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  clockAt(`${day}T${time}:00Z`);
}

describe('an alert at once', () => {
  it('is one mail for all that a sweep has found, in words that can be judged', async () => {
    await world.alert('mail: "care@example.org", schedule: AT_ONCE');
    const [fee, time] = [price(), days()];
    world.says(fee, time);
    await world.sweep();
    const [mail, ...more] = await world.mailTo('care@example.org');
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('2 new findings, the worst SEV1');
    for (const part of [mail?.text, mail?.html?.replaceAll(/<[^>]*>/g, '')]) {
      expect(part).toContain('What does a card cost?');
      expect(part).toContain('How long does it take?');
      expect(part).toContain('SEV1 · Old FAQ · finding ');
      expect(part).toMatch(/The answer says:\s+£5/);
      expect(part).toMatch(new RegExp(`The channel says:\\s+A replacement costs ${fee}\\.`));
      expect(part).toMatch(/Better:\s+A replacement costs £5\./);
      expect(part).toMatch(/Where:\s+http:\S+\/faq\.html/);
      expect(part).toContain('https://univocal.example/graphql');
    }
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('is a call in the shape of Slack, and does not tell the same opening twice', async () => {
    await world.alert(slack(world.receiver));
    const since = world.receiver.calls.length;
    const [first, second] = [price(), days()];
    world.says(first);
    await world.sweep();
    const words = await told(world.receiver, since);
    expect(words).toContain(`*The channel says:* A replacement costs ${first}.`);
    expect(calls(world.receiver, since)[0]?.text).toBe('SEV1 on Old FAQ: What does a card cost?');
    await world.sweep();
    world.says(first, second);
    await world.sweep();
    const next = await told(world.receiver, since + 1);
    expect(next).toContain(second);
    expect(next).not.toContain(first);
    expect(world.receiver.calls.length).toBe(since + 2);
  });

  it('tells of a finding again when it was fixed and is back, and not of what was open before it was made', async () => {
    const fee = price();
    world.says(fee);
    await world.sweep();
    await world.alert(slack(world.receiver));
    const since = world.receiver.calls.length;
    world.says('£5');
    for (let sweeps = 0; sweeps < 2; sweeps += 1) await world.sweep();
    world.says(fee);
    await world.sweep();
    expect(await told(world.receiver, since)).toContain(fee);
    expect(world.receiver.calls.length).toBe(since + 1);
  });

  it('tells of its team, its channel and its severities only', async () => {
    const elsewhere = ['team: "payments"', 'channel: "help"', 'leastSeverity: SEV1'];
    for (const filter of elsewhere) await world.alert(`${slack(world.receiver)}, ${filter}`);
    await world.alert(`${slack(world.witness)}, team: "care", channel: "faq", leastSeverity: SEV2`);
    const [silent, since] = [world.receiver.calls.length, world.witness.calls.length];
    const time = days();
    world.says('£5', time);
    await world.sweep();
    expect(await told(world.witness, since)).toContain(time);
    expect(world.receiver.calls.length).toBe(silent);
  });

  it('tells nobody who has ended it, not even of what was on its way', async () => {
    world.receiver.reply((_call, response) => response.writeHead(500).end());
    const id = await world.alert(slack(world.receiver));
    await world.alert(slack(world.witness));
    const [since, witnessed] = [world.receiver.calls.length, world.witness.calls.length];
    world.says(price());
    await world.sweep();
    await world.receiver.until((all) => all.length > since);
    await told(world.witness, witnessed);
    await world.ask(`mutation { deleteFindingAlert(id: "${id}") }`);
    const tried = world.receiver.calls.length;
    await world.hasten();
    world.says(price());
    await world.sweep();
    await told(world.witness, witnessed + 1);
    expect(world.receiver.calls.length).toBe(tried);
  });
});

describe('quiet hours', () => {
  it('over midnight keep what is found in them until they end, but for what is urgent', async () => {
    const quiet = 'quietHours: { from: "22:00", to: "07:00" }';
    await world.alert(`${slack(world.receiver)}, ${quiet}, urgentInQuietHours: SEV1`);
    await world.alert(slack(world.witness));
    const [since, witnessed] = [world.receiver.calls.length, world.witness.calls.length];
    nextDay('23:30');
    const [fee, time] = [price(), days()];
    world.says('£5', time);
    await world.sweepNow();
    await told(world.witness, witnessed);
    expect(world.receiver.calls.length).toBe(since);
    nextDay('01:00');
    world.says(fee, time);
    await world.sweepNow();
    const urgent = await told(world.receiver, since);
    expect(urgent).toContain(fee);
    expect(urgent).not.toContain(time);
    nextDay('07:00', 0);
    await world.sweepNow();
    expect(await told(world.receiver, since + 1)).toContain(time);
  });
});

describe('a daily digest', () => {
  it('comes at its hour with what is new and still open, and then with what is fixed', async () => {
    nextDay('10:00');
    await world.alert(`slackUrl: "${world.receiver.url}", schedule: DAILY, hour: 9`);
    await world.alert(slack(world.witness));
    const [since, witnessed] = [world.receiver.calls.length, world.witness.calls.length];
    nextDay('08:00');
    const [fee, time] = [price(), days()];
    world.says(fee);
    await world.sweepNow();
    await told(world.witness, witnessed);
    nextDay('08:59', 0);
    world.says(fee, time);
    await world.sweepNow();
    await told(world.witness, witnessed + 1);
    expect(world.receiver.calls.length).toBe(since);
    nextDay('09:00', 0);
    await world.sweepNow();
    const digest = await told(world.receiver, since);
    expect([digest.includes(fee), digest.includes(time)]).toEqual([true, true]);
    world.says('£5');
    for (let sweeps = 0; sweeps < 2; sweeps += 1) await world.sweep();
    nextDay('09:00');
    await world.sweepNow();
    const fixed = await told(world.receiver, since + 1);
    expect(fixed).toMatch(/\*Fixed: SEV1 · Old FAQ\*/);
    expect(calls(world.receiver, since + 1)[0]?.text).toMatch(/^\d+ findings? fixed$/);
  });
});

describe('a worker', () => {
  const plan = (enqueue: Parameters<typeof planAlertMessages>[0]['enqueue']) =>
    planAlertMessages({ db: world.db, clock: world.clock, timeZone: 'Europe/London', enqueue });

  /** What a sweep finds while no worker is there. */
  async function foundUnattended(): Promise<string> {
    const fee = price();
    world.says(fee);
    await world.stopWorker();
    await world.sweep();
    return fee;
  }

  it('whose connection breaks while it decides has told nothing: the next one tells', async () => {
    await world.alert(slack(world.receiver));
    const since = world.receiver.calls.length;
    const fee = await foundUnattended();
    const killed = plan(async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    });
    await expect(killed.finally(() => world.startWorker())).rejects.toThrow();
    expect(await told(world.receiver, since)).toContain(fee);
  });

  it('is one of several that look at the same time, and one of them tells', async () => {
    await world.alert(slack(world.receiver));
    await foundUnattended();
    const enqueued: number[] = [];
    const enqueue = async (_: unknown, message: number) => void enqueued.push(message);
    await Promise.all(Array.from({ length: 6 }, () => plan(enqueue)));
    expect(enqueued.length).toBe(1);
    await world.startWorker();
  });

  it('that was killed in its last attempt leaves a message that is queued anew', async () => {
    await world.alert(slack(world.receiver));
    const since = world.receiver.calls.length;
    const fee = await foundUnattended();
    await plan(() => Promise.resolve());
    world.clock.advance(7 * 3_600_000);
    await world.startWorker();
    expect(await told(world.receiver, since)).toContain(fee);
  });
});

describe('a message that is not taken', () => {
  it('is tried again, and the alert shows why it failed and when it was told', async () => {
    let replies = 0;
    world.receiver.reply((_call, response) => response.writeHead(replies++ === 0 ? 503 : 200).end());
    const id = await world.alert(slack(world.receiver));
    const since = world.receiver.calls.length;
    world.says(price());
    await world.sweep();
    await until(async () => (await world.alertOf(id)).lastFailure !== null);
    expect(await world.alertOf(id)).toMatchObject({
      lastFailure: 'The receiver replied with status 503.',
    });
    await until(async () => {
      await world.hasten();
      return (await world.alertOf(id)).lastToldAt !== null;
    });
    expect(world.receiver.calls.length).toBe(since + 2);
  });

  it('goes with the next that is new once it is given up', async () => {
    world.receiver.reply((_call, response) => response.writeHead(500).end());
    const id = await world.alert(slack(world.receiver));
    const since = world.receiver.calls.length;
    const [fee, time] = [price(), days()];
    world.says(fee);
    await world.sweep();
    await until(async () => (await world.alertOf(id)).lastFailure !== null);
    const { rows } = await sql<{ id: number }>`select id from finding_message where alert_id = ${id}`.execute(world.db);
    expect(rows.length).toBe(1);
    await giveUpFindingMessage({ db: world.db }, rows[0]?.id ?? 0);
    world.receiver.reply((_call, response) => response.writeHead(200).end('ok'));
    const tried = world.receiver.calls.length;
    world.says(fee, time);
    await world.sweep();
    const words = await told(world.receiver, tried);
    expect([words.includes(fee), words.includes(time)]).toEqual([true, true]);
    expect(calls(world.receiver, since).length).toBe(tried - since + 1);
  });

  it('is never sent to where a name leads inside: the alert says so in a sentence', async () => {
    const id = await world.alert('slackUrl: "https://localhost:9/services/hook", schedule: AT_ONCE');
    world.says(price());
    await world.sweep();
    await until(async () => (await world.alertOf(id)).lastFailure !== null);
    expect((await world.alertOf(id)).lastFailure).toBe(
      'localhost is not a public address, and it is not on the list of hosts that may be read.',
    );
  });
});

describe('an alert that is changed', () => {
  it('tells at its new address what was given up at the old one', async () => {
    world.receiver.reply((_call, response) => response.writeHead(500).end());
    const id = await world.alert(slack(world.receiver));
    const fee = price();
    world.says(fee);
    await world.sweep();
    await until(async () => (await world.alertOf(id)).lastFailure !== null);
    const { rows } = await sql<{ id: number }>`select id from finding_message where alert_id = ${id}`.execute(world.db);
    await giveUpFindingMessage({ db: world.db }, rows[0]?.id ?? 0);
    const since = world.witness.calls.length;
    await world.ask(`mutation { changeFindingAlert(id: "${id}", input: { ${slack(world.witness)} }) { id } }`);
    expect(await told(world.witness, since)).toContain(fee);
  });
});

describe('an address', () => {
  it.each([
    ['slackUrl: "http://hooks.example.org/x"', 'slackUrl must be an https address.'],
    ['slackUrl: "https://10.0.0.7/x"', 'slackUrl leads to 10.0.0.7, which is not a public address.'],
    ['slackUrl: "https://[::ffff:169.254.169.254]/x"', 'which is not a public address.'],
    ['slackUrl: "https://0x7f.1/x"', 'slackUrl leads to 127.0.0.1, which is not a public address.'],
    ['slackUrl: "https://me:secret@hooks.example.org/x"', 'slackUrl must hold neither a password nor a fragment.'],
    ['mail: "a@example.org, b@example.org"', 'mail must be one e-mail address'],
    ['mail: "a@example.org", slackUrl: "https://hooks.example.org/x"', 'Give mail or slackUrl, not both.'],
    ['channel: "faq"', 'Give mail or slackUrl: who is to be told.'],
  ])('%s is refused in a sentence', async (fields, sentence) => {
    await expect(world.alert(`${fields}, schedule: AT_ONCE`)).rejects.toThrow(sentence);
  });

  it('of Slack is a secret: no reply, no row and no entry of the trail holds it', async () => {
    const secret = 'T0AAAA/B0BBBB/ZXCVBNMASDFGHJKL';
    const id = await world.alert(`slackUrl: "https://hooks.example.org/services/${secret}", schedule: AT_ONCE`);
    expect(await world.alertOf(id)).toMatchObject({ shownAs: 'https://hooks.example.org/…HJKL' });
    const { rows } = await sql<{ row: string }>`
      select finding_alert::text || encode(slack_url, 'escape') as row from finding_alert where id = ${id}
      union all select details from audit_entry union all select payload::text from outbox
      union all select data::text from jobs.job`.execute(world.db);
    expect(rows.filter(({ row }) => /ZXCVBN|B0BBBB/.test(row))).toEqual([]);
  });

  it.each([
    ['schedule: DAILY', 'hour goes with DAILY'],
    ['schedule: DAILY, hour: 24', 'hour must be a whole number from 0 to 23.'],
    ['schedule: DAILY, hour: 23, quietHours: { from: "22:00", to: "07:00" }', 'hour lies within quietHours'],
    ['schedule: DAILY, hour: 9, urgentInQuietHours: SEV1', 'urgentInQuietHours goes with AT_ONCE'],
    ['schedule: AT_ONCE, quietHours: { from: "22:00", to: "24:00" }', 'quietHours must be from one time of day'],
    ['schedule: AT_ONCE, team: "nobody"', 'team names no team.'],
    ['schedule: AT_ONCE, channel: "nowhere"', 'channel names no channel.'],
  ])('cannot be told by %s', async (fields, sentence) => {
    await expect(world.alert(`mail: "care@example.org", ${fields}`)).rejects.toThrow(sentence);
  });
});

describe('a manager', () => {
  it('sees to the alerts of their own team only', async () => {
    const mine = await world.alert('mail: "care@example.org", schedule: AT_ONCE, team: "care"', manager);
    await expect(world.alert('mail: "care@example.org", schedule: AT_ONCE', manager)).rejects.toThrow(
      'team must be your own',
    );
    const seen = await world.ask<{ findingAlerts: unknown[] }>('{ findingAlerts { id } }', managerElsewhere);
    expect(seen.findingAlerts).toEqual([]);
    const others = `There is no finding alert ${mine}.`;
    await expect(world.ask(`mutation { deleteFindingAlert(id: "${mine}") }`, managerElsewhere)).rejects.toThrow(others);
    const toThemselves = `mutation { changeFindingAlert(id: "${mine}", input: { schedule: AT_ONCE, team: "payments" }) { id } }`;
    await expect(world.ask(toThemselves, managerElsewhere)).rejects.toThrow(others);
    await expect(world.ask(toThemselves, manager)).rejects.toThrow('team must be your own');
    const changed = await world.ask<{ changeFindingAlert: object }>(
      `mutation { changeFindingAlert(id: "${mine}", input: { schedule: DAILY, hour: 8, team: "care" }) { shownAs schedule hour } }`,
      manager,
    );
    expect(changed.changeFindingAlert).toEqual({ shownAs: 'care@example.org', schedule: 'DAILY', hour: 8 });
  });
});

describe('a finding that is given to a person', () => {
  const assign = (id: string, to: string | null, by: string = manager) =>
    world.ask<{ assignFinding: object }>(
      `mutation { assignFinding(id: "${id}", expectedState: OPEN, to: ${JSON.stringify(to)}) {
        __typename ... on FindingDone { finding { assignee state deeds { from to note actor } } } } }`,
      by,
    );
  const assignedTo = async (account: string) => {
    const query = `{ findings(assignee: "${account}") { nodes { id } } }`;
    const { findings } = await world.ask<{ findings: { nodes: { id: string }[] } }>(query);
    return findings.nodes.map(({ id }) => id);
  };

  /** The ID of a finding that nobody sees to yet. */
  async function anyone(): Promise<string> {
    const fee = price();
    world.says(fee);
    await world.sweep();
    const finding = (await world.findings()).find(({ observed }) => observed?.text === fee);
    return String(finding?.id);
  }

  it('is told to them by mail, once, and found by their name; who did it stands in its deeds', async () => {
    const [[editor], id] = [alertPeople.editor, await anyone()];
    const before = (await world.mailTo('eda@example.org', 0)).length;
    const { assignFinding } = await assign(id, editor);
    expect(assignFinding).toEqual({
      __typename: 'FindingDone',
      finding: {
        assignee: editor,
        state: 'OPEN',
        deeds: [{ from: 'OPEN', to: 'OPEN', note: 'eda sees to it.', actor: manager }],
      },
    });
    const [mail] = await world.mailTo('eda@example.org', before + 1);
    expect(mail?.subject).toBe(`Yours to see to: finding ${id}, SEV1`);
    expect(mail?.text).toContain('What does a card cost?');
    expect(await assignedTo(editor)).toContain(id);
    await assign(id, editor);
    await assign(id, null);
    expect(await assignedTo(editor)).not.toContain(id);
    const other = await anyone();
    await assign(other, editor);
    await world.mailTo('eda@example.org', before + 2);
    expect((await world.mailTo('eda@example.org', 0)).length).toBe(before + 2);
  });

  it.each([
    [alertPeople.stranger[0], 'to must be of the team care, which the finding belongs to.'],
    [alertPeople.agent[0], 'to must be an account that may decide findings.'],
    ['nobody', 'to names no staff account.'],
  ])('cannot be %s', async (to, sentence) => {
    await expect(assign(await anyone(), to)).rejects.toThrow(sentence);
  });

  it('is given by those who may decide on it, where they read it', async () => {
    const id = await anyone();
    await expect(assign(id, alertPeople.editor[0], alertPeople.stranger[0])).rejects.toThrow(
      'belongs to the team care',
    );
    await world.ask(`mutation { decideFinding(id: "${id}", expectedState: OPEN, to: FIXING) { __typename } }`);
    expect((await assign(id, alertPeople.editor[0])).assignFinding).toEqual({ __typename: 'FindingConflict' });
  });
});
