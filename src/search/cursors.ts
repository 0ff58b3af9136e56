import { AppError } from '../platform/errors.js';

/** The cursor of the hit at a place (from 0) of what a generation of the index found. */
export function cursorAt(generation: string, place: number): string {
  return Buffer.from(`${generation}:${place}`).toString('base64url');
}

/** How many hits a page skips; throws BAD_INPUT for a cursor that is none, CONFLICT for one of another generation. */
export function placesBefore(after: string | null, generation: string): number {
  if (after === null) return 0;
  const [, named, place] = /^([\w-]{1,64}):(\d{1,9})$/.exec(Buffer.from(after, 'base64url').toString('latin1')) ?? [];
  if (named === undefined || place === undefined)
    throw new AppError('BAD_INPUT', 'after is not a cursor of this search.');
  if (named !== generation)
    throw new AppError(
      'CONFLICT',
      'What can be searched has changed since that page was read: search again from the first page.',
    );
  return Number(place) + 1;
}
