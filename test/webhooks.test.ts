import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announce } from '../src/platform/events.js';
import { deliverWebhook, giveUpWebhook, queueDeliveries, type WebhookCall } from '../src/webhooks/index.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { type ReceivedCall, type Receiver, startReceiver } from './support/receiver.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;
let receivers: Receiver[];
let next = 0;
let receiver: Receiver;
const admin = 'piotr-lindqvist';

beforeAll(async () => {
  receivers = await Promise.all(Array.from({ length: 17 }, startReceiver));
  service = await startTestService('demo', {
    environment: { WEBHOOK_ALLOWED_HOSTS: receivers.map(({ host }) => host).join(', ') },
  });
  desks = openDesks(service);
});

beforeEach(() => {
  receiver = receivers[next] as Receiver;
  next += 1;
});

const made: string[] = [];
afterEach(async () => {
  for (const id of made.splice(0)) await asAdmin(`mutation { deleteWebhook(id: "${id}") }`);
});

afterAll(async () => {
  await service.close();
  for (const one of receivers) await one.close();
});

async function asAdmin<Data>(query: string): Promise<Data> {
  const { data, errors } = await service.graphql<Data>(query, {}, await desks.token(admin));
  if (errors) throw new Error(errors.map(({ message, extensions }) => `${extensions.code} ${message}`).join(' '));
  return data;
}

async function create(events: readonly string[], url = receiver.url): Promise<{ id: string; secret: string }> {
  const { createWebhook } = await asAdmin<{ createWebhook: { webhook: { id: string }; secret: string } }>(
    `mutation { createWebhook(url: "${url}", events: ${JSON.stringify(events)}) { webhook { id } secret } }`,
  );
  made.push(createWebhook.webhook.id);
  return { id: createWebhook.webhook.id, secret: createWebhook.secret };
}

/** Announces events as a use case would; the type is the test's own, so that tests do not hear each other. */
async function tell(type: string, ...subjects: readonly string[]): Promise<readonly number[]> {
  const { db, services } = service.app;
  const sequences: number[] = [];
  for (const subject of subjects)
    sequences.push(
      await db.transaction().execute((tx) => announce(tx, type, { subject, detail: 'é' }, services.clock.now())),
    );
  return sequences;
}

interface Delivery {
  readonly eventSequence: number;
  readonly state: string;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly failure: string | null;
}

async function deliveries(id: string): Promise<readonly Delivery[]> {
  const { webhooks } = await asAdmin<{ webhooks: { id: string; deliveries: { nodes: Delivery[] } }[] }>(
    '{ webhooks { id deliveries(first: 40) { nodes { eventSequence state attempts lastStatus failure } } } }',
  );
  return webhooks.find((one) => one.id === id)?.deliveries.nodes ?? [];
}

async function untilDeliveries(
  id: string,
  done: (found: readonly Delivery[]) => boolean,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly Delivery[]> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await deliveries(id);
    if (done(found)) return found;
    await meanwhile();
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`waited in vain: ${JSON.stringify(await deliveries(id))}`);
}

/** Until so many have arrived; calls that the queue would make again in some seconds are made at once. */
function untilDelivered(id: string, count: number): Promise<readonly Delivery[]> {
  const hasten = sql`update jobs.job set start_after = now()
    where name = 'deliver-webhook' and state = 'retry' and start_after > now()`;
  const arrived = (found: readonly Delivery[]) => found.filter(({ state }) => state === 'DELIVERED').length;
  return untilDeliveries(
    id,
    (found) => arrived(found) === count,
    () => hasten.execute(service.app.db),
  );
}

const sequences = (calls: readonly ReceivedCall[]) => calls.map(({ sequence }) => sequence);

describe('a webhook', () => {
  it('tells of a publication with a signature over time and body that only its secret makes', async () => {
    const { id, secret } = await create(['answer.published']);
    const key = 'hooked-answer';
    await desks.create({ key, topic: 'cards' });
    const { snapshotSequence } = await desks.published({
      key,
      question: 'Hooked?',
      title: 'Hooked',
      body: 'It is.',
      short: 'Yes.',
    });
    await receiver.until((calls) => calls.length === 1);
    const { headers, body } = receiver.calls[0] as ReceivedCall;
    expect(JSON.parse(body)).toMatchObject({
      type: 'answer.published',
      subject: `answer/${key}`,
      payload: { snapshotSequence },
    });
    const signature = createHmac('sha256', secret).update(`${headers['univocal-timestamp']}.${body}`).digest('hex');
    expect(headers['univocal-signature']).toBe(`v1=${signature}`);
    expect(headers['univocal-sequence']).toBe(String(JSON.parse(body).sequence));
    expect(Number(headers['univocal-timestamp']) * 1_000).toBeCloseTo(service.app.services.clock.now().getTime(), -5);
    const [delivery] = await untilDelivered(id, 1);
    expect(delivery).toMatchObject({ state: 'DELIVERED', attempts: 1, lastStatus: 204, failure: null });
  });

  it('is told of the events that it named only, and of none before it was made', async () => {
    await tell('chosen.before', 's');
    const { id } = await create(['chosen.one', 'group.*']);
    const [, one] = await tell('chosen.one', 'a', 'b');
    await tell('chosen.two', 'a');
    const [three] = await tell('group.three', 'a');
    await untilDelivered(id, 3);
    expect(sequences(receiver.calls)).toContain(one);
    expect(sequences(receiver.calls)).toContain(three);
    expect(receiver.calls).toHaveLength(3);
  });

  it('is called again after a failure until it takes the call, and the log says why', async () => {
    const { id } = await create(['failing.event']);
    receiver.reply((_call, response) => response.writeHead(receiver.calls.length < 3 ? 500 : 200).end());
    const [sequence] = await tell('failing.event', 's');
    const [failed] = await untilDeliveries(id, ([one]) => (one?.attempts ?? 0) > 0);
    expect(failed).toMatchObject({
      state: 'QUEUED',
      lastStatus: 500,
      failure: 'The receiver replied with status 500.',
    });
    const [delivery] = await untilDelivered(id, 1);
    expect(delivery).toMatchObject({ attempts: 3, failure: null });
    expect(sequences(receiver.calls)).toEqual([sequence, sequence, sequence]);
    expect(new Set(receiver.calls.map(({ body }) => body)).size).toBe(1);
  });

  it('is called again after two seconds, and then after twice as long each time, twelve times in all', async () => {
    const { rows } = await sql`
      select retry_delay, retry_backoff, retry_limit from jobs.queue where name = 'deliver-webhook'`.execute(
      service.app.db,
    );
    expect(rows).toEqual([{ retry_delay: 2, retry_backoff: true, retry_limit: 12 }]);
  });

  it('is told in order of one subject, while another subject does not wait', async () => {
    const { id } = await create(['ordered.event']);
    let failures = 0;
    receiver.reply((call, response) => {
      const fails = call.subject === 'slow' && failures < 1;
      if (fails) failures += 1;
      response.writeHead(fails ? 503 : 200).end();
    });
    const [a1, b1, a2, a3, b2] = await tell('ordered.event', 'slow', 'quick', 'slow', 'slow', 'quick');
    await untilDelivered(id, 5);
    const of = (subject: string) => sequences(receiver.calls.filter((call) => call.subject === subject));
    expect(of('slow')).toEqual([a1, a1, a2, a3]);
    expect(of('quick')).toEqual([b1, b2]);
    const seen = sequences(receiver.calls);
    expect(seen.indexOf(b2 as number)).toBeLessThan(seen.indexOf(a2 as number));
  });

  it('loses nothing when the reply is lost: the call comes again with the same number', async () => {
    const { id } = await create(['lost.event']);
    receiver.reply((_call, response) => {
      if (receiver.calls.length === 1) response.destroy();
      else response.writeHead(200).end();
    });
    const [first, second] = await tell('lost.event', 's', 's');
    await untilDelivered(id, 2);
    expect(sequences(receiver.calls)).toEqual([first, first, second]);
  });

  it('does not make others wait when its receiver hangs', async () => {
    const hanging = receivers[next] as Receiver;
    next += 1;
    hanging.reply(() => undefined);
    await create(['hanging.event'], hanging.url);
    const { id } = await create(['hanging.event']);
    await tell('hanging.event', 'x', 'y', 'z');
    await untilDelivered(id, 3);
    expect(hanging.calls.length).toBeGreaterThan(0);
  }, 40_000);

  it('is told of each event by one call however many workers queue at once', async () => {
    const { id } = await create(['many.event']);
    const { services } = service.app;
    const queued: WebhookCall[] = [];
    const ctx = { ...services, enqueue: async (_tx: unknown, call: WebhookCall) => void queued.push(call) };
    // Their calls go nowhere here: only that no delivery is made twice is looked at.
    await service.app.db.transaction().execute(async (tx) => {
      for (let i = 0; i < 20; i += 1) await announce(tx, 'many.event', { subject: `s${i}` }, services.clock.now());
    });
    await Promise.all(Array.from({ length: 6 }, () => queueDeliveries(ctx)));
    const { rows } = await sql<{ count: number; rounds: number }>`
      select count(*)::int as count, max(round) as rounds from webhook_delivery where webhook_id = ${id}`.execute(
      services.db,
    );
    expect(rows[0]).toEqual({ count: 20, rounds: 1 });
  });

  it('that was given up is dead, lets the next of its subject go on, and comes back by a replay', async () => {
    const { id } = await create(['dead.event']);
    receiver.reply((_call, response) => response.writeHead(500).end());
    const [first, second] = await tell('dead.event', 's', 's');
    await receiver.until((calls) => calls.length === 1);
    const { services, db } = service.app;
    const calls: WebhookCall[] = [];
    const ctx = { ...services, enqueue: async (_tx: unknown, call: WebhookCall) => void calls.push(call) };
    const { rows } = await sql<{ id: number; round: number }>`
      select id, round from webhook_delivery where webhook_id = ${id} and event_sequence = ${first}`.execute(db);
    const [{ id: deliveryId, round } = { id: 0, round: 0 }] = rows;
    await giveUpWebhook(ctx, { deliveryId, round });
    expect((await deliveries(id)).map(({ eventSequence, state }) => [eventSequence, state])).toEqual([
      [second, 'QUEUED'],
      [first, 'DEAD'],
    ]);
    receiver.reply((_call, response) => response.writeHead(200).end());
    const before = receiver.calls.length;
    await asAdmin(`mutation { replayWebhook(id: "${id}", fromSequence: ${first}) }`);
    await untilDelivered(id, 2);
    expect(sequences(receiver.calls.slice(before))).toEqual([first, second]);
  });

  it('is replayed from a number on, also with what happened before it was made', async () => {
    const [, from] = await tell('replayed.event', 'a', 'b', 'c');
    const { id } = await create(['replayed.event']);
    await asAdmin(`mutation { replayWebhook(id: "${id}", fromSequence: ${from}) }`);
    await untilDelivered(id, 2);
    await asAdmin(`mutation { replayWebhook(id: "${id}", fromSequence: ${from}) }`);
    await receiver.until((calls) => calls.length === 4);
    expect(sequences(receiver.calls).sort((a, b) => a - b)).toEqual([
      from,
      from,
      (from as number) + 1,
      (from as number) + 1,
    ]);
  });

  it('whose job is of an earlier round makes no call', async () => {
    const { services } = service.app;
    const ctx = {
      ...services,
      enqueue: () => Promise.reject(new Error('nothing is to be queued')),
      fetch: { post: () => Promise.reject(new Error('nothing is to be called')) },
    };
    await expect(deliverWebhook(ctx, { deliveryId: 1, round: 99 })).resolves.toBeUndefined();
  });
});

describe('the secret of a webhook', () => {
  it('is told once and stands in the database in no readable form', async () => {
    const { id, secret } = await create(['secret.event']);
    const { rows } = await sql<{ text: string }>`
      select encode(secret, 'escape') || encode(secret, 'base64') as text from webhook where id = ${id}`.execute(
      service.app.db,
    );
    expect(rows[0]?.text).not.toContain(secret);
    expect(rows[0]?.text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 20));
    const { rows: trail } = await sql<{
      details: string;
    }>`select details from audit_entry where action = 'webhook.created'`.execute(service.app.db);
    expect(JSON.stringify(trail)).not.toContain(secret);
  });
});

describe('webhooks', () => {
  it('are for administrators only', async () => {
    for (const mutation of [
      `mutation { createWebhook(url: "${receiver.url}", events: ["*"]) { secret } }`,
      'mutation { deleteWebhook(id: "1") }',
      'mutation { replayWebhook(id: "1", fromSequence: 1) }',
      '{ webhooks { id } }',
    ])
      for (const account of [people.editor, people.reviewer, people.agent])
        expect(codesOf(await service.graphql(mutation, {}, await desks.token(account)))).toEqual(['FORBIDDEN']);
  });

  it('call no address of our own network, unless the operator listed it', async () => {
    for (const url of [
      'http://169.254.169.254/latest/meta-data',
      'http://127.0.0.1:1/',
      'ftp://example.org/',
      'https://user:password@example.org/',
      'nonsense',
    ])
      await expect(create(['*'], url)).rejects.toThrow('BAD_INPUT');
    // A private address behind https is found when it is connected to.
    const { id } = await create(['inward.event'], 'https://127.0.0.1:9/');
    await tell('inward.event', 's');
    const [refused] = await untilDeliveries(id, ([one]) => (one?.attempts ?? 0) > 0);
    expect(refused?.failure).toContain('not a public address');
  });

  it('refuse events that are no names of events', async () => {
    for (const events of [[], ['Answer'], ['answer.*.x'], ['**']])
      await expect(create(events)).rejects.toThrow('BAD_INPUT');
  });
});
