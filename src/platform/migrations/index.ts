import type { Migration } from 'kysely/migration';
import * as access from './2026-11-22-access.js';
import * as channels from './2026-11-22-channels.js';
import * as consistency from './2026-11-22-consistency.js';
import * as installation from './2026-11-22-installation.js';
import * as knowledge from './2026-11-22-knowledge.js';
import * as matching from './2026-11-22-matching.js';
import * as search from './2026-11-22-search.js';

/** Every migration, in the order in which they run; forward only. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-22-a-access': access,
  '2026-11-22-b-knowledge': knowledge,
  '2026-11-22-c-matching': matching,
  '2026-11-22-d-channels': channels,
  '2026-11-22-e-consistency': consistency,
  '2026-11-22-f-search': search,
  '2026-11-22-g-installation': installation,
};
