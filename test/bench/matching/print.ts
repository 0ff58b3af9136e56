/** What a figure must reach, or only aims at; without either it is only told. */
export interface Target {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly aim?: number;
}

/**
 * Prints one figure a line, with its target and whether it was missed: rounded figures do not reach a target that the figure itself does not. A missed
 * target makes the program end with 1; an aim does not.
 */
export function print(name: string, value: number, target: Target = {}): void {
  const { atLeast, atMost } = target;
  const missed = (atLeast !== undefined && !(value >= atLeast)) || (atMost !== undefined && !(value <= atMost));
  if (missed) process.exitCode = 1;
  console.log(
    `${name.padEnd(56)} ${value.toFixed(Math.abs(value) < 2 ? 4 : 2).padStart(9)}  ${wanted(value, target)}${missed ? '  MISSED' : ''}`,
  );
}

function wanted(value: number, { atLeast, atMost, aim }: Target): string {
  if (atLeast !== undefined) return `at least ${atLeast}`;
  if (atMost !== undefined) return `at most ${atMost}`;
  return aim === undefined ? '' : `aims at ${aim}${value >= aim ? '' : ', not reached'}`;
}
