import { describe, expect, it } from 'vitest';
import { startPrometheus } from '../../scripts/real-prometheus';
import { runnable } from '../../scripts/runnable';
import { createPrometheusClient } from './http-client';

describe.skipIf(!runnable('prometheus', 'promtool'))('a real Prometheus', () => {
  it('answers every kind of question', async () => {
    const openMetrics = `# TYPE x counter\nx_total{a="1"} 0 1700000000\nx_total{a="1"} 60 1700000060\nx_total{a="1"} 120 1700000120\n# EOF\n`;
    const prometheus = await startPrometheus({ openMetrics });
    try {
      const one = createPrometheusClient({ baseUrl: `${prometheus.url}/`, fetch });
      const instant = await one.instant('x_total', { atSeconds: 1700000121 });
      expect(instant.ok && instant.value.data).toEqual([
        { labels: { __name__: 'x_total', a: '1' }, value: 120, timestampSeconds: 1700000121 },
      ]);
      expect(instant.ok && instant.value.cost.samples).toBe(1);
      expect(instant.ok && Math.abs(instant.value.clockSkewSeconds ?? 99)).toBeLessThan(30);
      const range = await one.range('x_total', { startSeconds: 1700000000, endSeconds: 1700000120, stepSeconds: 60 });
      expect(range.ok && range.value.data[0]?.values).toEqual([0, 60, 120]);
      const series = await one.series(['x_total'], { startSeconds: 1700000000, endSeconds: 1700000120 });
      expect(series.ok && series.value.data).toEqual([{ __name__: 'x_total', a: '1' }]);
      const values = await one.labelValues('a', {});
      expect(values.ok && values.value.data).toEqual(['1']);
      const labels = await one.labelNames({});
      expect(labels.ok && labels.value.data).toEqual(['__name__', 'a']);
      const build = await one.buildInfo({});
      expect(build.ok && build.value.data.version).toMatch(/^\d+\.\d+/);
      const bad = await one.instant('sum(', { atSeconds: 1 });
      expect(!bad.ok && bad.error).toMatchObject({ code: 'prometheus-bad-data', message: expect.stringMatching(/parse error/) });
      const wrong = await createPrometheusClient({ baseUrl: `${prometheus.url}/wrong`, fetch }).instant('up', { atSeconds: 1 });
      expect(!wrong.ok && wrong.error.code).toBe('prometheus-wrong-path');
    } finally {
      await prometheus.stop();
    }
  });
});
