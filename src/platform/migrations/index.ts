import type { Migration } from 'kysely/migration';
import { up as access } from './2026-11-22-access.js';
import { up as channels } from './2026-11-22-channels.js';
import { up as consistency } from './2026-11-22-consistency.js';
import { up as installation } from './2026-11-22-installation.js';
import { up as knowledge } from './2026-11-22-knowledge.js';
import { up as matching } from './2026-11-22-matching.js';
import { up as search } from './2026-11-22-search.js';

/** Every migration, in the order in which they run; forward only. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-22-a-access': { up: access },
  '2026-11-22-b-knowledge': { up: knowledge },
  '2026-11-22-c-matching': { up: matching },
  '2026-11-22-d-channels': { up: channels },
  '2026-11-22-e-consistency': { up: consistency },
  '2026-11-22-f-search': { up: search },
  '2026-11-22-g-installation': { up: installation },
};
