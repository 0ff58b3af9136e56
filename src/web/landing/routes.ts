import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { projectRoot } from '../../platform/paths.js';
import type { Log } from '../../platform/log.js';
import { type Asset, readAsset, serveAssets } from '../layout/assets.js';
import { failuresAsPages } from '../layout/failure-page.js';
import { htmlPage } from '../layout/html.js';
import { sendPrivatePage } from '../layout/send.js';
import { StartPage } from './start-page.js';

/** What the start page needs to know of the service. */
export interface LandingDependencies {
  /** Whether the development mail catcher runs. */
  readonly mail: boolean;
  /** Where faults of ours are noted; the reader is not told them. */
  readonly log: Pick<Log, 'error'>;
  /** Where the npm packages lie that the query page loads from. */
  readonly packages?: string;
}

/** The start page, and the files of the query page. `GET /graphql` itself is the API's: it answers with `sendGraphiql`. */
export function landingRoutes(dependencies: LandingDependencies): (server: FastifyInstance) => Promise<void> {
  const { mail, log, packages = join(projectRoot, 'node_modules') } = dependencies;
  return async (server) => {
    failuresAsPages(server, log);
    server.get('/', async (_request, reply) => sendPrivatePage(reply, htmlPage(reply, StartPage({ mail }))));
    serveAssets(server, '/assets/graphiql', graphiqlFiles(packages));
  };
}

function graphiqlFiles(packages: string): ReadonlyMap<string, Asset> {
  return new Map(
    Object.entries({
      'react.js': 'react/umd/react.production.min.js',
      'react-dom.js': 'react-dom/umd/react-dom.production.min.js',
      'graphiql.js': 'graphiql/graphiql.min.js',
      'graphiql.css': 'graphiql/graphiql.min.css',
    }).map(([name, path]) => [name, readAsset(join(packages, path))]),
  );
}
