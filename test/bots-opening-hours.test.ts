import { describe, expect, it } from 'vitest';
import { isWithinHours, localTime } from '../bots/conversation/opening-hours.js';

const hours = 'Mo-Fr 08:00-20:00; Sa 09:00-17:00';
const at = (instant: string, zone = 'Europe/London') => localTime(new Date(instant), zone);

describe('opening hours', () => {
  it.each([
    ['a Monday morning', '2026-11-30T08:00:00Z', true],
    ['the minute before', '2026-11-30T07:59:59Z', false],
    ['a Friday evening', '2026-11-27T19:59:00Z', true],
    ['the minute they end', '2026-11-27T20:00:00Z', false],
    ['a Saturday', '2026-11-28T16:30:00Z', true],
    ['a Saturday evening', '2026-11-28T18:00:00Z', false],
    ['a Sunday', '2026-11-29T12:00:00Z', false],
    ['a summer morning, by the clock on the wall', '2026-07-03T07:00:00Z', true],
  ])('hold or do not on %s', (_when, instant, isOpen) => {
    expect(isWithinHours(hours, at(instant))).toBe(isOpen);
  });

  it('go by the zone of the organisation', () => {
    expect(isWithinHours(hours, at('2026-11-29T23:30:00Z', 'Asia/Tokyo'))).toBe(true);
  });

  it('include midnight as the end of a day and days over the end of the week', () => {
    expect(isWithinHours('Mo-Su 00:00-24:00', at('2026-11-29T23:59:00Z'))).toBe(true);
    expect(isWithinHours('Sa-Mo 09:00-12:00', at('2026-11-29T10:00:00Z'))).toBe(true);
    expect(isWithinHours('Sa-Mo 09:00-12:00', at('2026-12-01T10:00:00Z'))).toBe(false);
  });

  it.each([
    ['the evening', '2026-11-27T22:00:00Z', true],
    ['the minute before', '2026-11-27T21:59:00Z', false],
    ['the night after the last day', '2026-11-28T05:59:00Z', true],
    ['the minute they end', '2026-11-28T06:00:00Z', false],
    ['the night before the first day', '2026-11-30T03:00:00Z', false],
    ['the first night', '2026-12-01T03:00:00Z', true],
  ])('span midnight where they end earlier than they begin: %s', (_when, instant, isOpen) => {
    expect(isWithinHours('Mo-Fr 22:00-06:00', at(instant))).toBe(isOpen);
  });

  it('span midnight also from the last day of the week to the first', () => {
    expect(isWithinHours('Mo-Su 22:00-06:00', at('2026-11-30T03:00:00Z'))).toBe(true);
    expect(isWithinHours('Mo-Su 22:00-06:00', at('2026-11-30T12:00:00Z'))).toBe(false);
  });

  it.each(['£12.00', '01632 960123', '', 'always', 'Mo 9-5'])('are not read into "%s"', (text) => {
    expect(isWithinHours(text, at('2026-11-30T10:00:00Z'))).toBeNull();
  });
});
