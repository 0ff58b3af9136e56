/** What one caller may take of a node by subscriptions. */
export interface LiveLimits {
  /** Sockets and streams together. */
  readonly connectionsPerAddress: number;
  readonly operationsPerConnection: number;
  /** The largest message that a client may send. */
  readonly messageBytes: number;
  /** How long a client may take to say who it is. */
  readonly initMs: number;
  /** How often a silent peer is asked whether it is still there; one that does not reply until the next time is cut. */
  readonly keepAliveMs: number;
  /** How much may wait for a reader that takes nothing off its connection. */
  readonly bufferedBytes: number;
}

export const defaultLiveLimits: LiveLimits = {
  connectionsPerAddress: 50,
  operationsPerConnection: 20,
  messageBytes: 32_768,
  initMs: 5_000,
  keepAliveMs: 15_000,
  bufferedBytes: 1_048_576,
};
