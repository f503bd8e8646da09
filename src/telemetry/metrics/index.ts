import { bytesReceived, bytesSent } from './bytes';
import type { EdgeMetric } from './edge-metric';
import { errorRatio } from './error-ratio';
import { latencyMetrics } from './latency';
import { mtls } from './mtls';
import { rate } from './rate';

/** Everything an edge can say as a number, in reading order. */
export const EDGE_METRICS: readonly EdgeMetric[] = [rate, errorRatio, ...latencyMetrics, bytesSent, bytesReceived, mtls];
