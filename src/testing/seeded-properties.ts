/** Property tests try the same cases on every machine; `PROPERTY_SEED` tries others. */
import { configureGlobal } from 'fast-check';

configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_121) });
