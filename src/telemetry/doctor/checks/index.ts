/** All checks, in the order in which a missing one blocks the others. */
import type { Check } from '../check';
import { freshness } from './freshness';
import { labels } from './labels';
import { latency } from './latency';
import { reporters } from './reporters';
import { requests } from './requests';
import { scrapeInterval } from './scrape-interval';
import { scrapeJobs } from './scrape-jobs';
import { serverSide } from './server-side';
import { tcp } from './tcp';
import { traffic } from './traffic';

export const CHECKS: readonly Check[] = [
  requests,
  scrapeJobs,
  freshness,
  traffic,
  reporters,
  serverSide,
  labels,
  latency,
  tcp,
  scrapeInterval,
];
