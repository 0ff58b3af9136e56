import type { FastifyInstance } from 'fastify';
import { Gauge, Registry } from 'prom-client';
import { allow, authenticate } from '../../src/access/index.js';
import { consistencyGauges } from '../../src/consistency/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { Services } from '../context.js';

/** So long one reading serves all who ask, for it reads the history of what is open. */
const freshMs = 10_000;

/** `GET /metrics`: the figures of the last sweep and of the open findings in the text format of Prometheus, for those who may read findings. */
export async function metricsRoute(server: FastifyInstance, services: Services): Promise<void> {
  let reading: { readonly at: number; readonly text: Promise<string> } | null = null;
  server.get('/metrics', async (request, reply) => {
    const { authorization } = request.headers;
    if (authorization === undefined)
      throw new AppError('UNAUTHENTICATED', 'Send the bearer token of an account or key that may read findings.');
    allow(await authenticate(services, authorization), 'read findings');
    if (reading === null || Date.now() - reading.at > freshMs) reading = { at: Date.now(), text: read(services) };
    try {
      return await reply
        .header('cache-control', 'no-store')
        .type('text/plain; version=0.0.4; charset=utf-8')
        .send(await reading.text);
    } catch (error) {
      reading = null;
      throw error;
    }
  });
}

async function read(services: Services): Promise<string> {
  const registry = new Registry();
  const { sourceLocale } = services;
  for (const { name, help, samples } of await consistencyGauges({ ...services, sourceLocale })) {
    // A gauge without labels begins at 0, which would say something that nobody knows.
    if (samples.length === 0) continue;
    const labelNames = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))];
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const { labels, value } of samples) gauge.set(labels, value);
  }
  return registry.metrics();
}
