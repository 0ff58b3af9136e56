import { type Actor, authenticate } from '../src/access/index.js';
import { requestContext } from './context.js';
import { admit, type AskedDocument, askedIn, type GraphqlServer, refused } from './graphql-server.js';
import type { Carry, OperationRequest } from './operations/run-operation.js';

/** One answer on a channel takes several operations; the channel's key is looked up for the first. */
const rememberedMs = 1_000;

/** Asks the API from within its process: the same checks and resolvers as over HTTP, and a reply of plain JSON. */
export function askWithinProcess(graphql: GraphqlServer): Carry {
  const actorOf = rememberChannels((header) => authenticate(graphql.services, header));
  // As many as there are registered operations.
  const documents = new Map<string, AskedDocument['document']>();
  return async (request, credential) => {
    const header = credential === null ? undefined : `Bearer ${credential}`;
    const document = documents.get(request.query) ?? askedIn(request).document;
    documents.set(request.query, document);
    const admitted = await admit(graphql, { ...request, document }, () => actorOf(header));
    return 'status' in admitted ? refused(admitted) : reply(graphql, request, admitted.actor);
  };
}

async function reply({ apollo, services }: GraphqlServer, request: OperationRequest, actor: Actor): Promise<unknown> {
  const { query, operationName, variables } = request;
  const { body } = await apollo.executeOperation(
    { query, operationName, variables: variables as Record<string, unknown> },
    { contextValue: requestContext(services, actor) },
  );
  if (body.kind !== 'single') throw new Error('an operation was answered in parts');
  return JSON.parse(JSON.stringify(body.singleResult));
}

/** Channels alone: who signs out is out at once. A channel's key that is revoked is refused within a second. */
function rememberChannels(
  find: (header: string | undefined) => Promise<Actor>,
): (header: string | undefined) => Promise<Actor> {
  const known = new Map<string, { readonly actor: Actor; readonly until: number }>();
  return async (header) => {
    const found = header === undefined ? undefined : known.get(header);
    if (found && performance.now() < found.until) return found.actor;
    if (header !== undefined) known.delete(header);
    const actor = await find(header);
    if (header !== undefined && actor.role === 'CHANNEL')
      known.set(header, { actor, until: performance.now() + rememberedMs });
    return actor;
  };
}
