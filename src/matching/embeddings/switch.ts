/** What is known of the endpoint: successes and failures of probes in a row, and how many failures nodes have reported of late. */
export interface EndpointHealth {
  readonly inUse: boolean;
  readonly goodProbes: number;
  readonly failedProbes: number;
  readonly reports: number;
}

/** What a probe found out. */
export interface Probe {
  readonly worked: boolean;
  /** Whether models with embeddings stand for what is published. */
  readonly ready: boolean;
  /** Whether no node has reported a failure for a while. */
  readonly quiet: boolean;
}

/**
 * Whether the models with embeddings are served after a probe. Quick to leave and slow to return, so that a shaky endpoint does not turn the answers
 * back and forth: they leave at the second failure in a row (a node's report counts as one), or when nodes keep reporting although the probes work.
 */
export function afterProbe(before: EndpointHealth, { worked, ready, quiet }: Probe): EndpointHealth {
  const reports = quiet ? 0 : before.reports;
  const goodProbes = worked ? Math.min(before.goodProbes + 1, probesToReturn) : 0;
  const failedProbes = worked ? 0 : before.failedProbes + 1;
  const lost = failedProbes >= failuresToLeave || reports >= reportsToLeave;
  const back = ready && quiet && goodProbes >= probesToReturn;
  return { inUse: before.inUse ? !lost : back, goodProbes, failedProbes, reports };
}

const failuresToLeave = 2;
const probesToReturn = 3;
const reportsToLeave = 5;
