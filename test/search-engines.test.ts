import { postgresEngine, scanEngine } from '../src/search/index.js';
import { searchEngineContract } from './contracts/search-engine.contract.js';
import { openTestDatabase } from './support/test-database.js';

searchEngineContract('postgres', async () => {
  const { db, close } = await openTestDatabase();
  return { engine: postgresEngine(db, { budgetMs: 20_000 }), close };
});

searchEngineContract('scan', async () => ({ engine: scanEngine(), close: async () => {} }));
