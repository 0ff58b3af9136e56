import { nameModels } from './name-models.js';

// Run by the Node of another version; see matching-node-versions.test.ts.
process.stdout.write(JSON.stringify(nameModels()));
