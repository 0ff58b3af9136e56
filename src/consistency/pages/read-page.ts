/** A document as it was read. */
export interface ReadPage {
  readonly status: number;
  /** Lower case, without parameters; "" when the server named none. */
  readonly mediaType: string;
  readonly content: Buffer;
  readonly text: string;
  /** When its server last gave it, or said that it has not changed; null where no server did. */
  readonly readAt: Date | null;
}
