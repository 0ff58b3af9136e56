import type { FastifyReply, FastifyRequest } from 'fastify';

const html5 = 'text/html; charset=utf-8';

/** What our pages may load: our own stylesheet, script and icon; nothing inline, so that no nonce is needed. Tools that judge a page from within it read robots.txt. */
const ourPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** The same for a page whose script asks us something itself. */
export const askingPolicy = `${ourPolicy}; connect-src 'self'`;

/** Sends a page that may be kept only if it is asked about again each time: an answer changes within seconds. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, html: string, tag: string): FastifyReply {
  reply.type(html5).header('cache-control', 'no-cache').header('content-security-policy', ourPolicy);
  return sendTagged(request, reply, tag, html);
}

/** Sends a page that nobody may keep: it shows who is signed in, or it is an error. */
export function sendPrivatePage(reply: FastifyReply, html: string, policy: string = ourPolicy): FastifyReply {
  return reply.type(html5).header('cache-control', 'no-store').header('content-security-policy', policy).send(html);
}

/** Sends a body under its entity tag, or 304 without a body to a reader who has it. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  body: string | Buffer,
): FastifyReply {
  reply.header('etag', tag);
  return matches(request.headers['if-none-match'], tag) ? reply.code(304).send() : reply.send(body);
}

/** RFC 9110, 13.1.2: a list or `*`, compared weakly. */
function matches(condition: string | undefined, tag: string): boolean {
  if (condition === undefined) return false;
  const known = condition.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(tag);
}
