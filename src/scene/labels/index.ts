import type { EdgeLabel } from './edge-label';
import { errors } from './errors';
import { mtls } from './mtls';
import { p99 } from './p99';
import { rate } from './rate';

/** In drawing order. */
export const EDGE_LABELS: readonly EdgeLabel[] = [rate, errors, p99, mtls];
