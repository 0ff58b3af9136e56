import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantised, withDenseBlock } from '../src/matching/embeddings/dense-block.js';
import { afterProbe, type EndpointHealth, type Probe } from '../src/matching/embeddings/switch.js';
import { openEndpoint } from '../src/matching/index.js';
import { Secret } from '../src/platform/secret.js';
import { type EmbeddingEndpoint, startEmbeddingEndpoint } from './support/embedding-endpoint.js';

describe('the switch between embeddings and words alone', () => {
  const well: Probe = { worked: true, ready: true, quiet: true };
  const failed: Probe = { ...well, worked: false };
  const off: EndpointHealth = { inUse: false, goodProbes: 0, failedProbes: 0, reports: 0 };
  const on: EndpointHealth = { inUse: true, goodProbes: 3, failedProbes: 0, reports: 0 };
  const states = (from: EndpointHealth, probes: readonly Probe[]) => {
    let health = from;
    return probes.map((probe) => {
      health = afterProbe(health, probe);
      return health.inUse;
    });
  };

  it('is turned on after three good probes in a row, once the models are trained', () => {
    expect(states(off, [well, well, well])).toEqual([false, false, true]);
    expect(states(off, [well, well, failed, well, well, well])).toEqual([false, false, false, false, false, true]);
    expect(states(off, [well, well, { ...well, ready: false }, well])).toEqual([false, false, false, true]);
  });

  it('is turned off by the second failure in a row, not by one', () => {
    expect(states(on, [failed, well, failed, failed])).toEqual([true, true, true, false]);
  });

  it('is turned off by one failed probe where a node has reported a failure', () => {
    expect(states({ ...on, failedProbes: 1, reports: 1 }, [{ ...failed, quiet: false }])).toEqual([false]);
  });

  it('is turned off when nodes keep reporting although probes work, and stays off until they are quiet', () => {
    const loud = { ...well, quiet: false };
    expect(states({ ...on, reports: 4 }, [loud])).toEqual([true]);
    expect(states({ ...on, reports: 5 }, [loud, loud, loud, loud, well])).toEqual([false, false, false, false, true]);
  });
});

describe('the block of an embedding', () => {
  const lexical = { features: Int32Array.of(3, 8), values: Float32Array.of(0.6, 0.8) };

  it('is the same for vectors that differ in their last digits or their length', () => {
    expect(quantised([0.1, -0.3, 0.5])).toEqual(quantised([0.2000000001, -0.6, 0.9999999999]));
    expect(quantised([0.1, -0.3, 0.5])).toEqual(Int8Array.of(25, -76, 127));
  });

  it('comes after the features of words and characters, with length 1 and without zeros', () => {
    const { features, values } = withDenseBlock(lexical, Int8Array.of(0, 3, -4), 100);
    expect([...features]).toEqual([3, 8, 101, 102]);
    expect([...values.subarray(2)].map((value) => value.toFixed(6))).toEqual(['0.600000', '-0.800000']);
    expect(withDenseBlock(lexical, undefined, 100)).toBe(lexical);
  });

  it('is refused where the vector says nothing', () => {
    expect([quantised([0, 0]), quantised([1, Infinity]), quantised([])]).toEqual([null, null, null]);
  });
});

describe('the endpoint', () => {
  let endpoint: EmbeddingEndpoint;
  const patient = { timeoutMs: 5_000, retries: 2 };
  const opened = () => openEndpoint({ url: endpoint.url, model: 'm', key: new Secret('not to be seen') });

  beforeAll(async () => {
    endpoint = await startEmbeddingEndpoint();
  });
  afterAll(() => endpoint.close());

  it('gives one vector for each text, in their order, however many there are', async () => {
    endpoint.become('well');
    const client = opened();
    const texts = Array.from({ length: 150 }, (_, at) => `text number ${at}`);
    const vectors = await client.embed(texts, patient);
    const [alone] = await client.embed(['text number 77'], patient);
    expect(vectors).toHaveLength(150);
    expect(vectors[77]).toEqual(alone);
    await client.close();
  });

  it('is asked again when it says that it is busy', async () => {
    endpoint.become('busy-once');
    const before = endpoint.calls.length;
    const client = opened();
    expect(await client.embed(['once more'], patient)).toHaveLength(1);
    expect(endpoint.calls.length - before).toBe(2);
    await client.close();
  });

  it('is not asked again when it refuses, and what is said of that names neither key nor text', async () => {
    endpoint.become('refusing');
    const before = endpoint.calls.length;
    const client = opened();
    const fault = await client.embed(['a private matter'], patient).catch((error: Error) => error);
    expect(fault).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('status 401') as string });
    expect(JSON.stringify([fault, (fault as Error).stack, (fault as Error).cause])).not.toMatch(
      /not to be seen|private/,
    );
    expect(endpoint.calls.length - before).toBe(1);
    await client.close();
  });

  it.each(['misshapen', 'down', 'slow'] as const)('that is %s is unavailable', async (mood) => {
    endpoint.become(mood);
    const client = opened();
    await expect(client.embed(['a'], { timeoutMs: 300, retries: 0 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await client.close();
  });
});
