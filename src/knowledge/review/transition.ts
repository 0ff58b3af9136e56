/** One step of an answer's life: who took it, when, and why. */
export interface Transition {
  /** The state it left; null = the draft was begun. */
  readonly from: string | null;
  readonly to: string;
  readonly actor: string;
  readonly note: string;
  readonly at: Date;
}
