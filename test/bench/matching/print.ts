/** What a figure must reach; without one it is only told. */
export interface Target {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Prints one figure a line, with its target and whether it was missed: rounded figures do not reach a target that the figure itself does not. */
export function print(name: string, value: number, { atLeast, atMost }: Target = {}): void {
  const missed = (atLeast !== undefined && !(value >= atLeast)) || (atMost !== undefined && !(value <= atMost));
  const wanted = atLeast !== undefined ? `at least ${atLeast}` : atMost !== undefined ? `at most ${atMost}` : '';
  console.log(
    `${name.padEnd(56)} ${value.toFixed(Math.abs(value) < 2 ? 4 : 2).padStart(9)}  ${wanted}${missed ? '  MISSED' : ''}`,
  );
}
