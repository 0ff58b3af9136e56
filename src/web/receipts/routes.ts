import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RunOperation } from '../../../schema/operations/run-operation.js';
import type { Log } from '../../platform/log.js';
import { failuresAsPages } from '../layout/failure-page.js';
import { acceptForms } from '../layout/forms.js';
import { htmlPage } from '../layout/html.js';
import { queryText } from '../layout/input.js';
import { pageLocale } from '../layout/locales.js';
import { sendPrivatePage } from '../layout/send.js';
import { type Checked, ReceiptPage } from './receipt-page.js';

/** What the page needs: the API by its operations, and how to write days. */
export interface ReceiptDependencies {
  readonly run: RunOperation;
  /** The help channel's bearer token; without one it asks as anyone. */
  readonly credential: string | null;
  readonly timeZone: string;
  /** Where faults of ours are noted; the reader is not told them. */
  readonly log: Pick<Log, 'error'>;
}

const longestCode = 100;
const formLimit = 100_000;

/** Where anyone looks up a receipt by its code, or has the file of one verified; a plain form, so that it needs no script. */
export function receiptRoutes(dependencies: ReceiptDependencies): (server: FastifyInstance) => Promise<void> {
  const { run, credential, log } = dependencies;
  return async (server) => {
    failuresAsPages(server, log);
    acceptForms(server, formLimit);
    server.get('/receipts', async (request, reply) => {
      const code = queryText(request, 'code', longestCode);
      const looked = code === null ? null : await run('HelpReceipt', { code }, credential);
      return send(dependencies, request, reply, { code: code ?? '', looked, document: '', verified: null });
    });
    server.post<{ Body: { document?: string } | null }>('/receipts', async (request, reply) => {
      const document = request.body?.document ?? '';
      const verified = (await run('HelpVerifyReceipt', { document }, credential)).verifyReceipt;
      return send(dependencies, request, reply, { code: '', looked: null, document, verified });
    });
  };
}

async function send(
  { run, credential, timeZone }: ReceiptDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  checked: Checked,
): Promise<FastifyReply> {
  const locale = pageLocale(queryText(request, 'locale', 35));
  const { signingKeys: keys } = await run('HelpSigningKeys', {}, credential);
  return sendPrivatePage(reply, htmlPage(reply, ReceiptPage({ checked, keys, locale, timeZone })));
}
