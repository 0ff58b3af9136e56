import type { Validators } from '../../platform/http/validators.js';
import type { ReadPage } from './read-page.js';

/** A document of other people's as it was when it was last there. */
export interface KnownPage extends ReadPage {
  readonly readAt: Date;
  readonly validators: Validators;
  readonly charset: string;
  /** When the sweep was started that last had it from its server: from then on it counts as fresh. */
  readonly freshFrom: Date;
}

/** What is known of other people's servers from one sweep to the next. */
export interface PageMemory {
  /** The document at an address, as the address was asked for. */
  page(address: string): Promise<KnownPage | null>;
  keepPage(address: string, page: KnownPage): Promise<void>;
  /** A document that is gone. */
  forgetPage(address: string): Promise<void>;
  /** Until when a host asked to be left alone; null when it did not. */
  restOf(host: string): Promise<Date | null>;
  keepRest(host: string, until: Date): Promise<void>;
}

/** Knows nothing and keeps nothing. */
export const noMemory: PageMemory = {
  page: async () => null,
  keepPage: async () => undefined,
  forgetPage: async () => undefined,
  restOf: async () => null,
  keepRest: async () => undefined,
};

/** Knows what another memory knows, and keeps nothing. */
export function withoutKeeping({ page, restOf }: PageMemory): PageMemory {
  return { ...noMemory, page, restOf };
}
