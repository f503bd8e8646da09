import { formatCount } from '../../../lib/format-number';
import { many } from '../../../lib/many';
import type { Check } from '../check';
import { hasTraffic, samplesOf } from '../evidence';
import { list } from '../words';

/** Only the jobs that bring Istio's series: what else is scraped is none of ours. */
export const scrapeJobs: Check = {
  id: 'scrape-jobs',
  title: 'Scrape jobs',
  reads: ['series', 'targets'],
  look: (evidence) => {
    if (!hasTraffic(evidence)) return [];
    const bySeries = new Map<string, number>();
    for (const { labels, value } of samplesOf(evidence, 'series')) {
      const job = labels.job ?? '';
      bySeries.set(job, (bySeries.get(job) ?? 0) + value);
    }
    const jobs = [...bySeries.keys()].filter((job) => job !== '').sort();
    const targets = (job: string, up: string) =>
      samplesOf(evidence, 'targets')
        .filter(({ labels }) => labels.job === job && labels.up === up)
        .reduce((sum, { value }) => sum + value, 0);
    if (jobs.length === 0)
      return [{ id: 'scrape-jobs', state: 'unknown', says: 'The series carry no job label: recording rules or federation removed it.' }];
    const down = jobs.map((job) => ({ job, count: targets(job, '0') })).filter(({ count }) => count > 0);
    const up = jobs.reduce((sum, job) => sum + targets(job, '1'), 0);
    if (down.length > 0)
      return [
        {
          id: 'scrape-jobs',
          state: 'partial',
          says: `${list(down.map(({ job, count }) => `${many(count, 'target')} of ${job}`))} cannot be scraped; ${formatCount(up)} can.`,
          hides: 'The calls that only these proxies count; rates are too low until they answer.',
          remedies: [{ says: 'Look at the page /targets of Prometheus: it tells the error of each target.' }],
        },
      ];
    if (up === 0)
      return [
        {
          id: 'scrape-jobs',
          state: 'unknown',
          says: `${list(jobs)} ${jobs.length === 1 ? 'brings' : 'bring'} the series; there is no metric “up” that tells how many targets answer.`,
        },
      ];
    return [{ id: 'scrape-jobs', state: 'good', says: `${list(jobs)}: ${many(up, 'target')}, all answering.` }];
  },
};
