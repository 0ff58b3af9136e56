/** How much one caller may do, and how long the bot waits for the rest of what they say. */
export interface DirectLineLimits {
  /** New conversations from one address. */
  readonly tokensAMinute: number;
  /** Messages in one conversation. */
  readonly messagesAMinute: number;
  /** The pause after a message that seems to begin a burst, in milliseconds. */
  readonly burstMs: number;
}
