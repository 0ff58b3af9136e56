import { AppError } from '../../src/platform/errors.js';

/** The number that an ID stands for; throws BAD_INPUT naming the argument when it is none of ours. `digits` is the most that such numbers have. */
export function numberOf(argument: string, id: string, digits = 9): number {
  if (!/^\d+$/.test(id) || id.length > digits)
    throw new AppError('BAD_INPUT', `${argument} must be a number that this API gave.`);
  return Number(id);
}
