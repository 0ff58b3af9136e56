import { allow, authenticate } from '../../src/access/index.js';
import { operationPolicy } from '../operation-policy.js';
import { type RequestContext, requestContext, type Services } from '../context.js';

/** One subscription: who began it, and how each of its events is looked at anew. */
export interface LiveContext extends RequestContext {
  /** The number after which a stream that broke off goes on; overrides the argument. */
  readonly resumeAfter: number | null;
  /**
   * The same caller at this moment: a session that ended, a key that was revoked or a role that was taken away ends the subscription instead of
   * being served on. Throws UNAUTHENTICATED or FORBIDDEN.
   */
  afresh(field: string): Promise<RequestContext>;
}

/** The context of a subscription that began with this Authorization header. */
export async function liveContext(
  services: Services,
  authorization: string | undefined,
  resumeAfter: number | null = null,
): Promise<LiveContext> {
  const actor = await authenticate(services, authorization);
  return {
    ...requestContext(services, actor),
    resumeAfter,
    afresh: async (field) => {
      const ctx = requestContext(services, await authenticate(services, authorization));
      const permission = operationPolicy[`Subscription.${field}`];
      if (!permission) throw new Error(`Subscription.${field} has no row in the operation policy`);
      allow(ctx.actor, permission);
      return ctx;
    },
  };
}
