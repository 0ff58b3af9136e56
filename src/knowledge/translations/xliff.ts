import type { AnswerText } from '../answer.js';

/** The parts of an answer that translators get, in the order in which they read best. */
export const unitNames = ['question', 'title', 'body', 'short'] as const satisfies readonly (keyof AnswerText)[];
export type UnitName = (typeof unitNames)[number];

/** One part of an answer, for a translator. */
export interface XliffUnit {
  readonly name: UnitName;
  readonly source: string;
  /** null = it is still to be translated. */
  readonly target: string | null;
  readonly notes: readonly string[];
  /** How an earlier wording was translated: a candidate, never a target, so that nobody hands it in unread. */
  readonly earlier: { readonly source: string; readonly target: string } | null;
}

/** One answer's version, for translators. */
export interface XliffAnswer {
  readonly key: string;
  readonly version: number;
  readonly units: readonly XliffUnit[];
}

/** A document of XLIFF 2.0 (OASIS Standard, 5 August 2014): the answers of one pair of languages. */
export interface XliffDocument {
  readonly sourceLocale: string;
  readonly targetLocale: string;
  readonly answers: readonly XliffAnswer[];
}

/** How a file element names the version that it holds. */
export function originalName(key: string, version: number): string {
  return `${key}/versions/${version}`;
}

/** The version that a file element names; null when it is none of ours. */
export function versionNamed(original: string): { readonly key: string; readonly version: number } | null {
  const [, key, version] = /^([a-z0-9-]{1,100})\/versions\/(\d{1,9})$/.exec(original) ?? [];
  return key === undefined ? null : { key, version: Number(version) };
}
