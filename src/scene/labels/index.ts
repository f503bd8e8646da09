import type { EdgeLabel } from './edge-label';
import { errors } from './errors';
import { mtls } from './mtls';
import { p99 } from './p99';
import { rate } from './rate';
import { split } from './split';

/** In drawing order. */
export const EDGE_LABELS: readonly EdgeLabel[] = [split, rate, errors, p99, mtls];
