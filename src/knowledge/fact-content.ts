/** What a fact may be about; the type decides how a value is written, compared and formatted. */
export const factTypes = [
  'MONEY',
  'PERCENTAGE',
  'DURATION',
  'COUNT',
  'DATE',
  'HOURS',
  'PHONE',
  'EMAIL',
  'URL',
  'TEXT',
] as const;
export type FactType = (typeof factTypes)[number];

/** The units of a duration; a working day is not a day. */
export const durationUnits = ['minute', 'hour', 'day', 'working day', 'week', 'month', 'year'] as const;
export type DurationUnit = (typeof durationUnits)[number];

/** The days of a week as opening hours name them. */
export const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
export type Weekday = (typeof weekdays)[number];

/** Days that share one opening time; times are HH:MM in the organisation's zone. */
export interface OpeningSpan {
  readonly from: Weekday;
  readonly to: Weekday;
  readonly opens: string;
  readonly closes: string;
}

/** The value of a fact at a moment. Decimals are strings, so that no penny is lost. */
export type FactContent =
  | { readonly type: 'MONEY'; readonly amount: string; readonly currency: string; readonly per: DurationUnit | null }
  | { readonly type: 'PERCENTAGE'; readonly amount: string }
  | { readonly type: 'DURATION'; readonly least: number; readonly most: number; readonly unit: DurationUnit }
  | { readonly type: 'COUNT'; readonly amount: number }
  | { readonly type: 'DATE'; readonly date: string }
  | { readonly type: 'HOURS'; readonly spans: readonly OpeningSpan[] }
  | { readonly type: 'PHONE' | 'EMAIL' | 'URL' | 'TEXT'; readonly text: string };
