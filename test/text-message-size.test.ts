import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGsm } from '../src/channels/renderers/gsm-alphabet.js';
import { textMessageSize } from '../src/channels/renderers/text-message-size.js';

const sizeOf = (text: string) => {
  const { encoding, units, parts, unitsLeft } = textMessageSize(text);
  return [encoding, units, parts, unitsLeft];
};

// The sizes are those of 3GPP TS 23.038 and 23.040.
describe('a text message', () => {
  test.each([
    ['160 letters', 'a'.repeat(160), ['GSM_7', 160, 1, 0]],
    ['161 letters', 'a'.repeat(161), ['GSM_7', 161, 2, 145]],
    ['306 letters', 'a'.repeat(306), ['GSM_7', 306, 2, 0]],
    ['307 letters', 'a'.repeat(307), ['GSM_7', 307, 3, 152]],
    ['80 euro signs, which count two', '€'.repeat(80), ['GSM_7', 160, 1, 0]],
    ['81 euro signs', '€'.repeat(81), ['GSM_7', 162, 2, 143]],
    ['an escape that has no room at the end of a part', `${'a'.repeat(152)}€${'a'.repeat(7)}`, ['GSM_7', 161, 2, 144]],
    ['70 letters with one outside the alphabet', `ع${'a'.repeat(69)}`, ['UCS_2', 70, 1, 0]],
    ['71 letters with one outside the alphabet', `•${'a'.repeat(70)}`, ['UCS_2', 71, 2, 63]],
    ['134 of them', 'ع'.repeat(134), ['UCS_2', 134, 2, 0]],
    ['135 of them', 'ع'.repeat(135), ['UCS_2', 135, 3, 66]],
    ['an emoji that has no room at the end of a part', `${'ع'.repeat(66)}😀ععععع`, ['UCS_2', 73, 2, 60]],
    ['nothing', '', ['GSM_7', 0, 1, 160]],
  ])('of %s is counted as networks count it', (_, text, size) => {
    expect(sizeOf(text)).toEqual(size);
  });

  test('has room for every unit in its parts, and no part too many', () => {
    const letter = fc.constantFrom('a', 'é', '€', '{', '\n', 'ع', '😀', '•', '£');
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 500 }), (letters) => {
        const text = letters.join('');
        const { encoding, units, parts, unitsLeft } = textMessageSize(text);
        expect(encoding).toBe(isGsm(text) ? 'GSM_7' : 'UCS_2');
        const [alone, joined] = encoding === 'GSM_7' ? [160, 153] : [70, 67];
        const room = parts === 1 ? alone : joined * parts;
        // Each part but the last may have one unit that a pair did not fit into.
        expect(units + unitsLeft).toBeLessThanOrEqual(room);
        expect(units + unitsLeft).toBeGreaterThanOrEqual(room - (parts - 1));
        if (parts > 1) expect(units).toBeGreaterThan(alone);
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });
});
