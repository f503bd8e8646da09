/** Nobody is asked. */
import type { createPrometheusClient as real } from '../../../prometheus/http-client';
import { offlineClient } from '../../../worker/offline-client';

export const createPrometheusClient: typeof real = () => offlineClient;
