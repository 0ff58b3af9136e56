import { type DurationUnit, durationUnits } from './fact-content.js';

/** What Intl does not know of a language: working days, "per", and how a span is said. */
export interface FactWords {
  /** By plural category; `{n}` is where the number stands, if the language says it at all. */
  readonly workingDays: Readonly<Record<string, string>>;
  /** Between the spans of opening hours. */
  readonly comma: string;
  readonly per: Readonly<Record<DurationUnit, string>>;
  readonly to: string;
}

/**
 * The words of a language; for one that is not among ours signs and Intl's own names of the units ("12 £ / mies."), so that no words of another
 * language stand in its texts. Only working days have no name there: they stay English.
 */
export function factWords(region: string): FactWords {
  const language = region.split('-')[0] ?? 'en';
  return languages[language] ?? signs(region);
}

function signs(region: string): FactWords {
  const english = languages.en as FactWords;
  const named = durationUnits.map((unit) => [
    unit,
    unit === 'working day' ? english.per[unit] : `/ ${unitName(unit, region)}`,
  ]);
  return { ...english, comma: ', ', per: Object.fromEntries(named) as FactWords['per'], to: '–' };
}

function unitName(unit: DurationUnit, region: string): string {
  const parts = new Intl.NumberFormat(region, { style: 'unit', unit, unitDisplay: 'long' }).formatToParts(1);
  return parts.find(({ type }) => type === 'unit')?.value.trim() ?? unit;
}

const languages: Readonly<Record<string, FactWords>> = {
  en: {
    workingDays: { one: '{n} working day', other: '{n} working days' },
    comma: ', ',
    per: {
      minute: 'per minute',
      hour: 'per hour',
      day: 'per day',
      'working day': 'per working day',
      week: 'per week',
      month: 'per month',
      year: 'per year',
    },
    to: 'to',
  },
  de: {
    workingDays: { one: '{n} Werktag', other: '{n} Werktage' },
    comma: ', ',
    per: {
      minute: 'pro Minute',
      hour: 'pro Stunde',
      day: 'pro Tag',
      'working day': 'pro Werktag',
      week: 'pro Woche',
      month: 'pro Monat',
      year: 'pro Jahr',
    },
    to: 'bis',
  },
  es: {
    workingDays: { one: '{n} día laborable', other: '{n} días laborables' },
    comma: ', ',
    per: {
      minute: 'por minuto',
      hour: 'por hora',
      day: 'al día',
      'working day': 'por día laborable',
      week: 'a la semana',
      month: 'al mes',
      year: 'al año',
    },
    to: 'a',
  },
  ar: {
    workingDays: {
      one: 'يوم عمل واحد',
      two: 'يوما عمل',
      few: '{n} أيام عمل',
      many: '{n} يوم عمل',
      other: '{n} يوم عمل',
    },
    comma: '، ',
    per: {
      minute: 'في الدقيقة',
      hour: 'في الساعة',
      day: 'في اليوم',
      'working day': 'في يوم العمل',
      week: 'في الأسبوع',
      month: 'في الشهر',
      year: 'في السنة',
    },
    to: 'إلى',
  },
  fr: {
    workingDays: { one: '{n} jour ouvrable', other: '{n} jours ouvrables' },
    comma: ', ',
    per: {
      minute: 'par minute',
      hour: 'par heure',
      day: 'par jour',
      'working day': 'par jour ouvrable',
      week: 'par semaine',
      month: 'par mois',
      year: 'par an',
    },
    to: 'à',
  },
  it: {
    workingDays: { one: '{n} giorno lavorativo', other: '{n} giorni lavorativi' },
    comma: ', ',
    per: {
      minute: 'al minuto',
      hour: 'all’ora',
      day: 'al giorno',
      'working day': 'per giorno lavorativo',
      week: 'a settimana',
      month: 'al mese',
      year: 'all’anno',
    },
    to: 'a',
  },
  nl: {
    workingDays: { one: '{n} werkdag', other: '{n} werkdagen' },
    comma: ', ',
    per: {
      minute: 'per minuut',
      hour: 'per uur',
      day: 'per dag',
      'working day': 'per werkdag',
      week: 'per week',
      month: 'per maand',
      year: 'per jaar',
    },
    to: 'tot',
  },
  pt: {
    workingDays: { one: '{n} dia útil', other: '{n} dias úteis' },
    comma: ', ',
    per: {
      minute: 'por minuto',
      hour: 'por hora',
      day: 'por dia',
      'working day': 'por dia útil',
      week: 'por semana',
      month: 'por mês',
      year: 'por ano',
    },
    to: 'a',
  },
};
