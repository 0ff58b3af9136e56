/** What a judge may hold of a channel's words beside the answer; `immaterial`: they differ in nothing that matters to a customer. */
export const opinionLabels = ['same', 'subset', 'superset', 'disagrees', 'immaterial'] as const;
export type OpinionLabel = (typeof opinionLabels)[number];

/** Two texts that answer one question. */
export interface JudgedPair {
  readonly question: string;
  readonly canonical: string;
  readonly observed: string;
}

/** What a judge holds of a pair; both quotes stand in their texts word for word, and are empty where nothing was quoted. */
export interface Opinion {
  readonly label: OpinionLabel;
  readonly canonicalQuote: string;
  readonly observedQuote: string;
}

/** Reads two texts where the comparer is not sure. */
export interface Judge {
  /** Names the model and what it is told: of another judge every pair is asked anew. */
  readonly name: string;
  /** How many calls a sweep may make. */
  readonly budget: number;
  /** Null for a reply that is no opinion, or quotes what neither text says; throws UNAVAILABLE, or FORBIDDEN, where there was no reply. */
  judge(pair: JudgedPair): Promise<Opinion | null>;
  close(): Promise<void>;
}
