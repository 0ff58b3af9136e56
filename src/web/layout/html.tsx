import type { FastifyReply } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { OrganisationContext } from './organisation.js';

/** A whole page of the organisation that is served, as text. hono/jsx writes no doctype, and without one browsers fall back to the layout rules of 1998. */
export function htmlPage({ server }: FastifyReply, page: JSX.Element): string {
  const named = <OrganisationContext.Provider value={server.organisation}>{page}</OrganisationContext.Provider>;
  return `<!DOCTYPE html>\n${named.toString()}`;
}

/** Data for a `<script>` that is not run: no text in it can close the element or open another. */
export function scriptJson(data: unknown): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
