/** When alerts fire, as the scenarios' stories say, and that there is something to fire for. */
import { describe, expect, it } from 'vitest';
import { parsePromql } from '../promql/parser';
import { instantQuery } from '../promql/query';
import { hourMs, midnightMs, minuteMs, perSecond, where, world } from './ask.testing';

const store = world('outage');
const from = midnightMs + 7 * hourMs;

describe('ALERTS', () => {
  it.each([
    // for: 2 min after :20, 1 min after :30; both end with the phase `errors` at :50
    ['HighLatency', 22, 50],
    ['HighErrorRate', 31, 50],
  ])('%s of the outage fires from minute %d to minute %d, and is pending before', (alertname, start, end) => {
    const minutes = (alertstate: string) =>
      store
        .select(where('ALERTS', { alertname, alertstate }), from, from + hourMs - 1)
        .flatMap(({ timestampsMs, values }) =>
          [...timestampsMs].filter((_, index) => values[index] === 1).map((moment) => (moment - from) / minuteMs),
        );
    const firing = minutes('firing');
    expect([firing[0], firing.at(-1)]).toEqual([start, end - 0.25]);
    expect(minutes('pending').at(-1)).toBe(start - 0.25);
  });

  it('is gone at once when it ends, not after five minutes without a sample', () => {
    const ask = (minute: number) => {
      const query = parsePromql('ALERTS{alertname="HighErrorRate",alertstate="firing"}', 'prometheus3');
      const { data } = instantQuery(query, from + minute * minuteMs, { store, dialect: 'prometheus3', checkDeadline: () => undefined });
      return data.resultType === 'vector' ? data.samples.length : undefined;
    };
    expect([ask(49.9), ask(50)]).toEqual([1, 0]);
  });

  it('fires while more than 5 % of the calls into the namespace fail, and for nothing that is healthy', () => {
    const ratio = (minute: number) => {
      const rate = (labels: Readonly<Record<string, string>>) =>
        perSecond(
          store,
          'istio_requests_total',
          { reporter: 'source', destination_workload_namespace: 'bank', ...labels },
          from + minute * minuteMs,
          from + (minute + 4) * minuteMs,
        );
      return (rate({ response_code: '503' }) + rate({ response_code: '504' }) + rate({ response_code: '500' })) / rate({});
    };
    expect([ratio(32), ratio(42)].every((one) => one > 0.05)).toBe(true);
    expect([ratio(5), ratio(15), ratio(25)]).toEqual([0, 0, 0]);
  });

  it('there are none where nothing is wrong', () => {
    expect(world('bookinfo').select(where('ALERTS'), from, from + hourMs)).toEqual([]);
  });
});
