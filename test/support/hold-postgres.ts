import { writeSync } from 'node:fs';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';

// Starts the PostgreSQL of a folder, says so, and lives until it is killed.
await startEmbeddedPostgres(process.argv[2] ?? '', { durable: false });
writeSync(1, 'ready\n');
process.stdin.resume();
