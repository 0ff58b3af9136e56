/** What customers said of one version of an answer, in one language on one channel. */
export interface VersionVotes {
  readonly version: number;
  readonly locale: string;
  readonly channel: string;
  readonly helpful: number;
  readonly notHelpful: number;
}

/** What a vote was bound to. */
export interface RecordedVote {
  readonly answer: string;
  readonly version: number;
}
