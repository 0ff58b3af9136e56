import { documentRoutes } from './document-routes.js';
import { indexRoutes, settingsRoutes } from './index-routes.js';
import type { Route } from './route.js';
import { searchRoutes } from './search-routes.js';
import { serviceRoutes } from './service-routes.js';

/** Every operation that the double can do. */
export const routes: readonly Route[] = [
  ...searchRoutes,
  ...indexRoutes,
  ...documentRoutes,
  ...settingsRoutes,
  ...serviceRoutes,
];
