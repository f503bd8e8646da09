// A worker thread does not inherit tsx from the program on Node 20: it has to be registered here before any TypeScript is imported.
import { register } from 'tsx/esm/api';

register();
await import('./evaluation-worker.ts');
