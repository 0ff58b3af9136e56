import { serve } from './command-line/serve.js';

await serve(process.env);
