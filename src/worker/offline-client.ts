/** In place of a source while a snapshot is shown: every question is answered with the sentence that says so, and nothing leaves. */
import type { Problem } from '../lib/problem';
import { err } from '../lib/result';
import type { PrometheusClient } from '../prometheus/client-types';

export const notInSnapshot = (): Problem => ({
  code: 'not-in-snapshot',
  severity: 'info',
  message: 'This is not in the snapshot, and nobody is asked while one is open.',
  hint: 'Go back to live to ask the source.',
});

const refuse = () => Promise.resolve(err(notInSnapshot()));

export const offlineClient: PrometheusClient = {
  instant: refuse,
  readInstant: refuse,
  range: refuse,
  readRange: refuse,
  series: refuse,
  labelNames: refuse,
  labelValues: refuse,
  buildInfo: refuse,
};
