import { readFileSync } from 'node:fs';
import { AppError } from '../platform/errors.js';
import type { Finding } from './check-report.js';

/** The findings that were known when a baseline was written: they are shown, and break no gate. */
export interface Baseline {
  readonly isKnown: (finding: Finding) => boolean;
}

const format = 'univocal-baseline/1';

interface KnownFinding {
  readonly question: string;
  readonly channel: string;
  readonly signature: string;
  /** For whoever reads the file. */
  readonly claim: string;
}

/** No finding is known. */
export const noBaseline: Baseline = { isKnown: () => false };

/** The text of a baseline of these findings; the same findings give the same text, whatever their order. */
export function baselineText(findings: readonly Finding[]): string {
  const known = findings.map(
    ({ probe, channel, signature, claim }): KnownFinding => ({
      question: probe.key,
      channel: channel.key,
      signature,
      claim,
    }),
  );
  const ordered = known.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  return `${JSON.stringify({ format, findings: ordered }, null, 2)}\n`;
}

/** Reads a baseline; throws BAD_INPUT with a sentence for a file that is none. */
export function readBaseline(file: string): Baseline {
  const known = new Set(knownIn(file).map(nameOf));
  return {
    isKnown: ({ probe, channel, signature }) =>
      known.has(nameOf({ question: probe.key, channel: channel.key, signature })),
  };
}

function knownIn(file: string): readonly KnownFinding[] {
  let read: { readonly format?: unknown; readonly findings?: unknown };
  try {
    read = JSON.parse(readFileSync(file, 'utf8')) as typeof read;
  } catch (error) {
    throw new AppError('BAD_INPUT', `--baseline: ${file} cannot be read as JSON.`, {}, { cause: error });
  }
  if (read?.format !== format || !Array.isArray(read.findings))
    throw new AppError('BAD_INPUT', `--baseline: ${file} is no baseline; write one with --write-baseline.`);
  return read.findings as readonly KnownFinding[];
}

function nameOf({ question, channel, signature }: Omit<KnownFinding, 'claim'>): string {
  return JSON.stringify([question, channel, signature]);
}
