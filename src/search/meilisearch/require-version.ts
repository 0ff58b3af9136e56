import { AppError } from '../../platform/errors.js';
import { type Connection, refusedWith } from './connect.js';

const oldest = [1, 36] as const;

/** Throws BAD_SETTING when the server is older than the ranking rules that we set, or refuses the key; UNAVAILABLE when it cannot be asked. */
export async function requireVersion({ client }: Pick<Connection, 'client'>): Promise<void> {
  const { pkgVersion } = await client.getVersion().catch((error: unknown) => {
    if (!refusedWith(error, 'invalid_api_key', 'missing_authorization_header')) throw error;
    throw new AppError(
      'BAD_SETTING',
      'MEILI_INDEX_KEY is refused by the Meilisearch at MEILI_URL: it needs the actions documents.*, indexes.*, settings.*, tasks.get, stats.get and version.',
      {},
      { cause: error },
    );
  });
  const [major = 0, minor = 0] = pkgVersion.split('.').map((part) => Number.parseInt(part, 10));
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new AppError(
    'BAD_SETTING',
    `MEILI_URL leads to a Meilisearch that is too old (${pkgVersion}): version ${oldest.join('.')} or later is needed.`,
  );
}
