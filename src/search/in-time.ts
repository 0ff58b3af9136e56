import { AppError } from '../platform/errors.js';

/** The outcome of the work; UNAVAILABLE when it takes longer than so many milliseconds, or when none are left. What is late goes on unheard. */
export async function inTime<T>(ms: number, work: () => Promise<T>): Promise<T> {
  if (ms <= 0) throw tooLate();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(): AppError {
  return new AppError('UNAVAILABLE', 'The search took too long: try again.', { reason: 'ENGINE_SLOW' });
}
