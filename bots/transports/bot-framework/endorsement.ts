import type { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import { decodeProtectedHeader } from 'jose';

/** The keys that the network publishes. */
export type NetworkKeys = Pick<OpenIdMetadata, 'getKey'>;

/**
 * Keys that are read anew where one is missing. The library looks again at most once an hour, and its connector does so at an hour of its own: a key
 * that the connector has just found may be missing here. So ask only for keys of tokens that were verified, or strangers could have them read without end.
 */
export function renewedKeys(open: () => NetworkKeys): NetworkKeys {
  let keys = open();
  return {
    getKey: async (kid) => {
      const known = await keys.getKey(kid);
      if (known) return known;
      keys = open();
      return keys.getKey(kid);
    },
  };
}

/**
 * Whether the key that signed a token vouches for a channel. The connector looks at a key's endorsements only where it has some, and passes an activity
 * whose channel is named by blanks, so that whoever held a key for one channel could speak as another.
 */
export async function isEndorsed(keys: NetworkKeys, authorization: string, channelId: string): Promise<boolean> {
  const { kid } = decodeProtectedHeader(authorization.split(' ')[1] ?? '');
  const key = kid === undefined ? null : await keys.getKey(kid);
  return key?.endorsements?.includes(channelId) ?? false;
}
