import type { FastifyRequest } from 'fastify';

interface Session {
  readonly session: string;
  readonly expiresAt: Date;
}

/** The Set-Cookie header of a session: out of reach for scripts, not sent along by other sites' forms. */
export function sessionCookie({ session, expiresAt }: Session, secure: boolean): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Expires=${expiresAt.toUTCString()}`];
  return [`${nameOf(secure)}=${encodeURIComponent(session)}`, ...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

/** The Set-Cookie header that ends the cookie. */
export function clearedSession(secure: boolean): string {
  return sessionCookie({ session: '', expiresAt: new Date(0) }, secure);
}

/**
 * The session that a request's cookie carries, or null. With secure cookies only the `__Host-` name counts: a
 * neighbouring subdomain can plant a cookie under the plain one, and with it its own session.
 */
export function sessionOf(request: Pick<FastifyRequest, 'headers'>, secure: boolean): string | null {
  const start = `${nameOf(secure)}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map((one) => one.trim());
  const session = cookies.find((one) => one.startsWith(start))?.slice(start.length);
  return session ? decoded(session) : null;
}

function nameOf(secure: boolean): string {
  return secure ? '__Host-univocal-session' : 'univocal-session';
}

/** A session is letters and digits; what does not decode is not one. */
function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
