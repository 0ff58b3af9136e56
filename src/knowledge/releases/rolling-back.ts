import type { Row } from '../../platform/database/tables.js';
import type { Switching } from '../switch-published.js';
import type { Done, ReleaseItemKind } from './release-item.js';
import type { ItemRow } from './release.store.js';

/** A release that is taken back within a switch. */
export interface RollingBack extends Switching {
  readonly by: string;
  readonly release: Row<'release'>;
  readonly items: readonly ItemRow[];
  /** The moment at which the release went live: its rows are those recorded then. */
  readonly liveSince: Date;
}

/** The items of one kind with what publishing made of them. */
export function doneItems<K extends ReleaseItemKind>(
  { items }: RollingBack,
  kind: K,
): readonly { readonly item: ItemRow; readonly done: Extract<Done, { kind: K }> }[] {
  return items.flatMap((item) =>
    item.kind === kind && item.done ? [{ item, done: item.done as Extract<Done, { kind: K }> }] : [],
  );
}
