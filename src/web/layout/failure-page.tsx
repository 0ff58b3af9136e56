import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { type AppError, type ErrorCode, isAppError } from '../../platform/errors.js';
import type { Log } from '../../platform/log.js';
import { htmlPage } from './html.js';
import { type PageLocale, pageLocale } from './locales.js';
import { Page } from './page.js';
import { SearchBox } from './search-box.js';
import { sendPrivatePage } from './send.js';
import { type Failure, type Words, wordsIn } from './words.js';

type Kind = keyof Words['failure'];

/** Shows what a route throws as a page in the reader's language; a bug is logged and shown without its words. */
export function failuresAsPages(server: FastifyInstance, log: Pick<Log, 'error'>): void {
  server.setErrorHandler<FastifyError | AppError>((error, request, reply) => {
    const { kind, status } = verdictOn(error);
    if (status === 500) log.error({ err: error }, 'a page failed for a reason that is ours');
    if (status === 503 || status === 429) reply.header('retry-after', '60');
    return sendFailure(
      request,
      reply.code(status),
      kind,
      kind === 'invalid' && isAppError(error) ? error.message : null,
    );
  });
}

/** The page for an address that leads nowhere; the server's last resort for requests that take HTML. */
export function sendMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendFailure(request, reply.code(404), 'missing', null);
}

function sendFailure(request: FastifyRequest, reply: FastifyReply, kind: Kind, reason: string | null): FastifyReply {
  const { locale } = (request.query ?? {}) as { readonly locale?: unknown };
  const spoken = pageLocale(typeof locale === 'string' ? locale : null);
  return sendPrivatePage(
    reply,
    htmlPage(reply, <FailurePage failure={wordsIn(spoken).failure[kind]} reason={reason} locale={spoken} />),
  );
}

function FailurePage(props: {
  readonly failure: Failure;
  readonly reason: string | null;
  readonly locale: PageLocale;
}): JSX.Element {
  const { failure, reason, locale } = props;
  return (
    <Page title={failure.heading} locale={locale} area="help" head={<meta name="robots" content="noindex" />}>
      <div class="frame narrow">
        <h1>{failure.heading}</h1>
        {reason === null ? null : <p lang="en">{reason}</p>}
        <p class="lead">{failure.text}</p>
        <SearchBox locale={locale} />
      </div>
    </Page>
  );
}

const verdicts: Readonly<Partial<Record<ErrorCode, { readonly kind: Kind; readonly status: number }>>> = {
  NOT_FOUND: { kind: 'missing', status: 404 },
  BAD_INPUT: { kind: 'invalid', status: 400 },
  FORBIDDEN: { kind: 'forbidden', status: 403 },
  UNAUTHENTICATED: { kind: 'forbidden', status: 403 },
  NOT_SERVABLE: { kind: 'unservable', status: 503 },
  RATE_LIMITED: { kind: 'busy', status: 429 },
  UNAVAILABLE: { kind: 'unavailable', status: 503 },
};

/** The status with which a failure is answered, and the kind of page that tells it. */
export function verdictOn(error: FastifyError | AppError): { readonly kind: Kind; readonly status: number } {
  if (isAppError(error)) return verdicts[error.code] ?? { kind: 'unavailable', status: 500 };
  const { statusCode: status = 500 } = error;
  return status < 500 ? { kind: status === 429 ? 'busy' : 'invalid', status } : { kind: 'unavailable', status: 500 };
}
