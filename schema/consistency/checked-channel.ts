import { type Channel, limitsOf } from '../../src/channels/index.js';
import type { RequestContext } from '../context.js';

/** A channel by its key; one that was added since this node read the channels is told by its key alone. */
export function checkedChannel(ctx: Pick<RequestContext, 'channels'>, key: string): Channel {
  return (
    ctx.channels.get(key) ?? {
      key,
      name: key,
      kind: 'web-page',
      mode: 'OBSERVED',
      audience: 'PUBLIC',
      locales: [],
      limits: limitsOf['web-page'],
    }
  );
}
