import fc from 'fast-check';
import { cellStates, type RatedCell, type RatedChannel } from '../../src/consistency/index.js';

const names = ['help', 'webchat', 'email', 'faq', 'leaflet'];
/** Three channels that ask the API. */
export const governed: RatedChannel[] = names.slice(0, 3).map((key) => ({ key, mode: 'GOVERNED' }));
/** The same and two that are looked at. */
export const channels: RatedChannel[] = [
  ...governed,
  { key: 'faq', mode: 'OBSERVED' },
  { key: 'leaflet', mode: 'OBSERVED' },
];

/** The cells of any sweep over those channels. */
export const anyTable = fc
  .array(
    fc.array(fc.record({ state: fc.constantFrom(...cellStates), omits: fc.boolean() }), { minLength: 5, maxLength: 5 }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.flatMap((row, probe) =>
      row.map(
        (cell, i): RatedCell => ({
          ...cell,
          probe: `q${probe}`,
          channel: names[i] ?? '',
          receiptOf: i < 3 ? 'a@1' : null,
        }),
      ),
    ),
  );
