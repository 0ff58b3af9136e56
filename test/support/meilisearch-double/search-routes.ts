import { indexOf, requireKey } from './engine-state.js';
import { multiSearch } from './multi-search.js';
import { body, named, type Route } from './route.js';
import { searchIndex } from './search.js';

/** Searching. */
export const searchRoutes: readonly Route[] = [
  {
    method: 'post',
    template: '/indexes/{index_uid}/search',
    action: 'search',
    answer: (engine, call) => [200, searchIndex(named(engine, call), body(call))],
  },
  {
    method: 'post',
    template: '/multi-search',
    action: 'search',
    answer: (engine, call) => {
      const search = call.body as Parameters<typeof multiSearch>[0];
      return [
        200,
        multiSearch(search, (uid) => {
          requireKey(engine, call.authorization, 'search', uid);
          return indexOf(engine, uid);
        }),
      ];
    },
  },
];
