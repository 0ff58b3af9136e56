import { ApiError, notModelled } from './api-error.js';

/** The settings of an index that the double models. */
export interface IndexSettings {
  readonly displayedAttributes: readonly string[];
  readonly searchableAttributes: readonly string[];
  readonly filterableAttributes: readonly string[];
  readonly sortableAttributes: readonly string[];
  readonly rankingRules: readonly string[];
  readonly stopWords: readonly string[];
  readonly nonSeparatorTokens: readonly string[];
  readonly separatorTokens: readonly string[];
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  readonly typoTolerance: TypoTolerance;
  readonly faceting: {
    readonly maxValuesPerFacet: number;
    readonly sortFacetValuesBy: Readonly<Record<string, string>>;
  };
  readonly pagination: { readonly maxTotalHits: number };
  readonly localizedAttributes: readonly {
    readonly attributePatterns: readonly string[];
    readonly locales: readonly string[];
  }[];
  readonly searchCutoffMs: number | null;
  readonly prefixSearch: 'indexingTime' | 'disabled';
  readonly facetSearch: boolean;
  readonly proximityPrecision: 'byWord';
}

/** When a word may be misspelt. */
export interface TypoTolerance {
  readonly enabled: boolean;
  readonly minWordSizeForTypos: { readonly oneTypo: number; readonly twoTypos: number };
  readonly disableOnWords: readonly string[];
  readonly disableOnAttributes: readonly string[];
  readonly disableOnNumbers: boolean;
}

/** What an index starts with. */
export const defaultSettings: IndexSettings = {
  displayedAttributes: ['*'],
  searchableAttributes: ['*'],
  filterableAttributes: [],
  sortableAttributes: [],
  rankingRules: ['words', 'typo', 'proximity', 'attributeRank', 'sort', 'wordPosition', 'exactness'],
  stopWords: [],
  nonSeparatorTokens: [],
  separatorTokens: [],
  synonyms: {},
  typoTolerance: {
    enabled: true,
    minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
    disableOnWords: [],
    disableOnAttributes: [],
    disableOnNumbers: false,
  },
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'alpha' } },
  pagination: { maxTotalHits: 1_000 },
  localizedAttributes: [],
  searchCutoffMs: null,
  prefixSearch: 'indexingTime',
  facetSearch: true,
  proximityPrecision: 'byWord',
};

const nested = new Set(['typoTolerance', 'faceting', 'pagination']);
const rules = /^(words|typo|proximity|attribute|attributeRank|sort|wordPosition|exactness|[\w.-]+:(asc|desc))$/;

/** Changes some settings; null brings the default back, what is not named stays. */
export function changeSettings(settings: IndexSettings, change: Readonly<Record<string, unknown>>): IndexSettings {
  const changed = Object.entries(change).map(([name, value]) => [name, settingAfter(settings, name, value)]);
  const next = { ...settings, ...Object.fromEntries(changed) } as IndexSettings;
  const wrong = next.rankingRules.find((rule) => !rules.test(rule));
  if (wrong !== undefined)
    throw new ApiError(
      400,
      'invalid_settings_ranking_rules',
      `Invalid value at \`.rankingRules\`: \`${wrong}\` ranking rule is invalid.`,
    );
  return next;
}

function settingAfter(settings: IndexSettings, name: string, value: unknown): unknown {
  if (!Object.hasOwn(defaultSettings, name)) throw notModelled(`the setting ${name}`);
  const key = name as keyof IndexSettings;
  if (value === null || value === undefined) return defaultSettings[key];
  if (key === 'filterableAttributes' && (value as readonly unknown[]).some((rule) => typeof rule !== 'string'))
    throw notModelled('filterable attributes with features');
  if (key === 'proximityPrecision' && value !== 'byWord') throw notModelled('proximity by attribute');
  if (!nested.has(name)) return value;
  const before = settings[key] as Readonly<Record<string, unknown>>;
  const standard = defaultSettings[key] as Readonly<Record<string, unknown>>;
  const inner = Object.entries(value).map(([field, v]) => [field, merged(before[field], v ?? standard[field])]);
  return { ...before, ...Object.fromEntries(inner) };
}

function merged(before: unknown, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...(before as object), ...value } : value;
}
