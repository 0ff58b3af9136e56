import type { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import { decodeProtectedHeader } from 'jose';

/**
 * Whether the key that signed a token vouches for a channel. The connector looks at a key's endorsements only where it has some, and passes an activity
 * whose channel is named by blanks, so that whoever held a key for one channel could speak as another.
 */
export async function isEndorsed(
  keys: Pick<OpenIdMetadata, 'getKey'>,
  authorization: string,
  channelId: string,
): Promise<boolean> {
  const { kid } = decodeProtectedHeader(authorization.split(' ')[1] ?? '');
  const key = kid === undefined ? null : await keys.getKey(kid);
  return key?.endorsements?.includes(channelId) ?? false;
}
