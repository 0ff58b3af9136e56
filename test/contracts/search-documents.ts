import type { SearchDocument, SearchRequest, Synonym } from '../../src/search/index.js';

/** A document of which a case says only what it is about. */
export function documentOf(given: Partial<SearchDocument> & Pick<SearchDocument, 'answerKey' | 'question'>): SearchDocument {
  return {
    version: 1,
    locale: 'en',
    audience: 'PUBLIC',
    topics: ['bank'],
    owner: 'service',
    scope: {},
    title: '',
    phrasings: [],
    body: '',
    ...given,
  };
}

/** A request of which a case says only what it is about: the public, English, no restriction, the words that tell most. */
export function requestOf(given: Partial<SearchRequest> & Pick<SearchRequest, 'text'>): SearchRequest {
  return {
    locale: 'en',
    audiences: ['PUBLIC'],
    filters: noFilters,
    match: 'most',
    facets: [],
    first: 20,
    after: null,
    ...given,
  };
}

/** Restricts nothing. */
export const noFilters = { topics: [], owners: [], scope: {} } as const;

const cards = ['bank', 'bank.cards'] as const;
const loss = [...cards, 'bank.cards.loss'] as const;
const payments = ['bank', 'bank.payments'] as const;

/** A small bank in eight languages: what the cases of the contract look through. */
export const documents: readonly SearchDocument[] = [
  documentOf({
    answerKey: 'card.lost',
    topics: loss,
    owner: 'cards',
    question: 'What do I do when my card is lost or stolen?',
    title: 'Lost or stolen card',
    phrasings: ['I lost my card', 'Someone took my wallet'],
    body: 'Freeze the card in the app at once. A replacement arrives within five working days.',
  }),
];

/** The synonyms that the small bank has approved. */
export const synonyms: readonly Synonym[] = [];
