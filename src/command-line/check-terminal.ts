import { styleText } from 'node:util';
import type { Mark } from './check-report.js';

/** A stream that text is written to; a terminal also knows its width. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Where text goes, how wide it may be, and how it is coloured. */
export interface Terminal {
  readonly width: number;
  paint(tone: Mark['tone'] | 'strong', text: string): string;
}

const usualWidth = 120;
const colours = { good: 'green', bad: ['bold', 'red'], doubtful: 'yellow', plain: 'gray', strong: 'bold' } as const;

/** Colours only on a terminal that wants them (https://no-color.org); every sign is legible without. */
export function terminalOf(output: Output, environment: Readonly<Record<string, string | undefined>>): Terminal {
  const coloured = output.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  return {
    width: output.columns ?? (Number(environment['COLUMNS']) || usualWidth),
    paint: (tone, text) => (coloured ? styleText(colours[tone] as 'bold', text, { validateStream: false }) : text),
  };
}

/** A text in exactly so many columns: filled up with blanks, or cut with an ellipsis. */
export function fitted(text: string, width: number): string {
  const signs = [...text];
  return signs.length <= width
    ? text + ' '.repeat(width - signs.length)
    : `${signs.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Entries side by side, on as many lines as the width demands. */
export function wrapped(entries: readonly string[], separator: string, width: number): readonly string[] {
  return entries.reduce<readonly string[]>((lines, entry) => {
    const last = lines.at(-1);
    const joined = `${last}${separator}${entry}`;
    return last !== undefined && joined.length <= width ? [...lines.slice(0, -1), joined] : [...lines, entry];
  }, []);
}
