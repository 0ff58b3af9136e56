import { AppError } from '../../src/platform/errors.js';

/** The number that an ID stands for; throws BAD_INPUT naming the argument when it is none of ours. */
export function numberOf(argument: string, id: string): number {
  if (!/^\d{1,9}$/.test(id)) throw new AppError('BAD_INPUT', `${argument} must be a number that this API gave.`);
  return Number(id);
}
