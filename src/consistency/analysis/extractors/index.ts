import type { Extractor } from '../reader.js';
import { address, phone } from './contact.js';
import { code, count, quantity, reference, unlimited } from './count.js';
import { date, dayOfMonth, year } from './date.js';
import { duration, frequency } from './duration.js';
import { hours, time } from './hours.js';
import { charged, free, money } from './money.js';
import { half, percentage } from './percentage.js';

/** Every kind of fact, the more specific before the more general: the first that fits takes the tokens. */
// biome-ignore format: one line reads as the order
export const extractors: readonly Extractor[] = [
  address, phone, date, dayOfMonth, hours, money, percentage, half, frequency, time, duration, quantity, reference, code, year, charged, free, unlimited, count,
];
