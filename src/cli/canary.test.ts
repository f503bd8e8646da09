import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPrometheus } from '../../scripts/real-prometheus';
import { runnable } from '../../scripts/runnable';
import { ok } from '../lib/result';
import { podYaml, policyYaml, serviceYaml } from '../testing/policy-yaml';
import { runCommand } from '../testing/run-command';

const cart = (version: string) =>
  podYaml(`cart-${version}`, { labels: `version: ${version}` }).replace(`app: cart-${version}`, 'app: cart');
const MESH = [
  podYaml('web'),
  serviceYaml('cart'),
  cart('v1'),
  cart('v2'),
  policyYaml(
    'DestinationRule',
    'cart',
    '{ host: cart, subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }] }',
  ),
  policyYaml(
    'VirtualService',
    'cart',
    '{ hosts: [cart], http: [{ route: [{ destination: { host: cart, subset: v1 }, weight: 90 }, { destination: { host: cart, subset: v2 }, weight: 10 }] }] }',
  ),
].join('---');

const run = (...args: readonly string[]) =>
  runCommand(['canary', ...args], { readPaths: async () => ok([{ name: 'mesh.yaml', bytes: new TextEncoder().encode(MESH) }]) });

describe('seamark canary', () => {
  it.each<[readonly string[], RegExp]>([
    [[], /A source is missing: --prometheus URL/],
    [['--prometheus', 'http://x'], /Resources are missing/],
    [['--prometheus', 'ftp://x', '--config', 'a'], /http or https address/],
    [['--prometheus', 'http://x', '--config', 'a', '--fail-on', 'bad'], /--fail-on knows deviates, worse, .*, not "bad"/],
    [['--prometheus', 'http://x', '--config', 'a', '--host', ' '], /--host is the name of a host/],
    [['--prometheus', 'http://x', '--config', 'a', '--window', 'soon'], /--window is a duration/],
  ])('ends %j with 2 and one sentence', async (args, sentence) => {
    const { code, out, errors } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(errors).toMatch(sentence);
  });
  it('explains itself', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--fail-on') });
  });
  it('ends with 1 where Prometheus does not answer, whatever the words are', async () => {
    const refused = {
      readPaths: async () => ok([{ name: 'mesh.yaml', bytes: new TextEncoder().encode(MESH) }]),
      fetch: () => Promise.reject(new TypeError('no')),
    };
    const { code, errors, out } = await runCommand(
      ['canary', '--prometheus', 'http://x', '--config', 'mesh.yaml', '--host', 'cart'],
      refused,
    );
    expect(code).toBe(1);
    expect(errors).toMatch(/^error: /);
    // What is configured is shown all the same.
    expect(out).toMatch(/v2 +10 % +– /);
  });
});

const AT = 1_700_000_000;
const STEP = 15;
const labels = (version: string, pod: string) =>
  `reporter="source",pod="${pod}",source_workload="web",source_workload_namespace="shop",destination_workload="cart-${version}",destination_workload_namespace="shop",destination_canonical_revision="${version}",destination_service="cart.shop.svc.cluster.local",destination_service_name="cart",destination_service_namespace="shop",request_protocol="http",response_code="200",response_flags="-"`;

/** A counter of `perSecond`, from `from` to `to` in seconds before AT, that begins again at 0 whenever `resets` says so. */
function counter(
  version: string,
  pod: string,
  perSecond: number,
  [from, to]: readonly [number, number],
  resets: readonly number[] = [],
): readonly string[] {
  const samples: string[] = [];
  let value = 0;
  for (let before = from; before >= to; before -= STEP) {
    if (resets.includes(before)) value = 0;
    else if (before !== from) value += perSecond * STEP;
    samples.push(`istio_requests_total{${labels(version, pod)}} ${value} ${AT - before}`);
  }
  return samples;
}

describe.skipIf(!runnable('prometheus', 'promtool'))('seamark canary on a real Prometheus', { timeout: 60_000 }, () => {
  let url = '';
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => {
    // v1: 18/s of two callers' proxies, one of which restarts twice within the window. v2: 2/s, of a pod of web that is replaced half-way.
    const samples = [
      ...counter('v1', 'web-a', 9, [1800, 0], [150, 90]),
      ...counter('v1', 'web-b', 9, [1800, 0]),
      ...counter('v2', 'web-a', 2, [1800, 150]),
      ...counter('v2', 'web-c', 2, [150, 0]),
    ];
    const prometheus = await startPrometheus({ openMetrics: `# TYPE istio_requests counter\n${samples.join('\n')}\n# EOF\n` });
    url = prometheus.url;
    stop = () => prometheus.stop();
  });
  afterAll(() => stop());
  const told = async (...args: readonly string[]) => {
    const result = await run('--prometheus', url, '--config', 'mesh.yaml', '--at', String(AT), ...args);
    return { ...result, json: result.out.startsWith('{') ? JSON.parse(result.out) : undefined };
  };

  it('bears counters that begin again and pods that are replaced', async () => {
    const { code, json } = await told('--json');
    expect([code, json.schema]).toEqual([0, 'seamark.canary/1']);
    const [report] = json.reports;
    // 18/s of 300 s are 5,400: each of two resets hides one step of 15 s · 9/s = 135. 2/s are 600: where one pod ends, its last half step is extrapolated, 7.5 s · 2/s = 15.
    const [v1, v2] = report.versions;
    expect(v1.count).toBeGreaterThanOrEqual(5400 - 2 * 135 - 1);
    expect(v1.count).toBeLessThanOrEqual(5401);
    expect(v2.count).toBeGreaterThanOrEqual(599);
    expect(v2.count).toBeLessThanOrEqual(616);
    expect(report.split.says).not.toBe('deviates');
    expect(Math.abs(v2.share - 0.1)).toBeLessThan(0.01);
  });

  it('prints a table, with the line of the route', async () => {
    const { code, out } = await told('--host', 'cart', '--fail-on', 'deviates,worse');
    expect(code).toBe(0);
    const line = MESH.slice(0, MESH.indexOf('kind: VirtualService')).split('\n').length + 2;
    expect(out).toContain(`cart.shop.svc.cluster.local: VirtualService shop/cart spec.http[0] (mesh.yaml:${line})`);
    expect(out).toMatch(/v1 \(stable\) +90 % +\d+(\.\d)? %/);
  });

  it('says that a window from before the traffic has nothing', async () => {
    const { json } = await told('--json', '--at', String(AT - 3600));
    expect(json.reports[0].split).toMatchObject({ says: 'insufficient' });
    expect(json.reports[0].count).toBe(0);
  });
});
