import { afterEach, describe, expect, it } from 'vitest';
import { type Configuration, createConfiguration } from './configuration';
import type { ConfigurationStatus, Source } from './messages';

const POLICY = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: reads, namespace: shop }
spec:
  rules:
  - to:
    - operation: { methods: [GET] }
`;
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;
const TRAFFIC_ONLY: Source = { id: 'a', label: 'A', prometheusUrl: '/p', mock: false };
const CLUSTER: Source = { ...TRAFFIC_ONLY, kubernetesUrl: '/api/kubernetes' };

interface Made {
  readonly configuration: Configuration;
  readonly told: ConfigurationStatus[];
  readonly asked: string[];
  redrawn: number;
}

const made: Made[] = [];
function make(answer: (path: string) => Response = () => new Response('no', { status: 500 })): Made {
  const told: ConfigurationStatus[] = [];
  const asked: string[] = [];
  const one: Made = {
    told,
    asked,
    redrawn: 0,
    configuration: createConfiguration({
      fetch: async (input) => {
        const { pathname, search } = new URL(String(input));
        asked.push(pathname + search);
        return answer(pathname);
      },
      now: () => 1_700_000_000_000,
      base: 'http://127.0.0.1:8080/',
      headersFor: () => ({}),
      onStatus: (status) => told.push(status),
      onInventory: () => {
        one.redrawn += 1;
      },
    }),
  };
  made.push(one);
  return one;
}
// Watches end with the test.
afterEach(() => {
  for (const { configuration } of made.splice(0)) configuration.follow(TRAFFIC_ONLY, undefined);
});

describe('dropped resources', () => {
  it('become the inventory, redraw the picture, and are let go of again', async () => {
    const { configuration, told, ...rest } = make();
    await configuration.load([{ name: 'a.yaml', bytes: bytes(POLICY) }], 1);
    expect(configuration.inventory()?.of('AuthorizationPolicy')).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ origin: 'bundle', phase: 'ready', from: ['a.yaml'] });
    expect(told.at(-1)?.kinds.find(({ kind }) => kind === 'AuthorizationPolicy')?.count).toBe(1);
    await configuration.load([], 2);
    expect(configuration.inventory()).toBeUndefined();
    expect(told.at(-1)?.origin).toBe('none');
    expect(made.at(-1)?.redrawn).toBe(2);
    expect(rest.asked).toEqual([]);
  });
  it('that hold no resource change nothing and say what is wrong, with the line', async () => {
    const { configuration, told } = make();
    await configuration.load([{ name: 'a.yaml', bytes: bytes(POLICY) }], 1);
    await configuration.load([{ name: 'b.yaml', bytes: bytes('a: [1\nb: }') }], 2);
    expect(configuration.inventory()?.of('AuthorizationPolicy')).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ origin: 'bundle', phase: 'failed' });
    expect(told.at(-1)?.issues[0]).toMatchObject({ file: 'b.yaml', line: expect.any(Number) });
  });
  it('that are cancelled leave what was there', async () => {
    const { configuration, told } = make();
    await configuration.load([{ name: 'a.yaml', bytes: bytes(POLICY) }], 1);
    const reading = configuration.load([{ name: 'c.yaml', bytes: bytes(`${POLICY}---\n`.repeat(3000)) }], 2);
    configuration.cancel(2);
    await reading;
    expect(told.at(-1)).toMatchObject({ phase: 'ready', from: ['a.yaml'] });
  });
  it('give their text and the lines of fields', async () => {
    const { configuration } = make();
    await configuration.load([{ name: 'a.yaml', bytes: bytes(`# first\n---\n${POLICY}`) }], 1);
    const ref = { kind: 'AuthorizationPolicy', namespace: 'shop', name: 'reads' };
    const text = configuration.text(ref, ['spec.rules[0].to[0]', 'spec.rules']);
    const lines = text?.text.split('\n') ?? [];
    expect(lines[(text?.lines.get('spec.rules[0].to[0]') ?? 0) - 1]).toContain('operation');
    expect(lines[(text?.lines.get('spec.rules') ?? 0) - 1]).toContain('rules:');
    expect(configuration.text({ ...ref, name: 'gone' }, [])).toBeUndefined();
    expect(configuration.text({ ...ref, kind: '__proto__' }, [])).toBeUndefined();
  });
});

const list = (items: readonly unknown[]) =>
  Response.json({ kind: 'NamespaceList', apiVersion: 'v1', metadata: { resourceVersion: '7' }, items });
function cluster(path: string): Response {
  if (path.endsWith('/api')) return Response.json({ kind: 'APIVersions', versions: ['v1'] });
  if (path.endsWith('/apis')) return Response.json({ kind: 'APIGroupList', groups: [] });
  if (path.endsWith('/api/v1'))
    return Response.json({
      kind: 'APIResourceList',
      groupVersion: 'v1',
      resources: [
        { name: 'namespaces', kind: 'Namespace', namespaced: false, verbs: ['list', 'watch'] },
        { name: 'secrets', kind: 'Secret', namespaced: true, verbs: ['list', 'watch'] },
      ],
    });
  if (path.endsWith('/namespaces')) return list([{ metadata: { name: 'shop', resourceVersion: '3' } }]);
  return Response.json({ kind: 'Status', code: 404 }, { status: 404 });
}

describe('a Kubernetes API', () => {
  it('gives its resources, and none of its Secrets is asked for', async () => {
    const { configuration, told, asked } = make(cluster);
    configuration.follow(CLUSTER, undefined);
    await expect.poll(() => configuration.inventory()?.of('Namespace').length, { timeout: 5_000 }).toBe(1);
    expect(told[0]).toMatchObject({ origin: 'kubernetes', phase: 'reading' });
    expect(told.at(-1)).toMatchObject({ origin: 'kubernetes', phase: 'ready', from: ['/api/kubernetes'] });
    expect(asked.some((path) => path.includes('secret'))).toBe(false);
    const before = asked.filter((path) => path.endsWith('/apis')).length;
    configuration.follow(CLUSTER, undefined);
    expect(asked.filter((path) => path.endsWith('/apis')).length).toBe(before);
  });
  it('stays while the next step of a demonstration is read, and is let go of for another mesh', async () => {
    const { configuration } = make(cluster);
    const namespaces = () => configuration.inventory()?.of('Namespace').length;
    configuration.follow(CLUSTER, 'canary:1');
    await expect.poll(namespaces, { timeout: 5_000 }).toBe(1);
    configuration.follow(CLUSTER, 'canary:2');
    expect(namespaces()).toBe(1);
    configuration.follow(CLUSTER, 'shop');
    expect(namespaces()).toBeUndefined();
  });
  it('steps back for dropped files and comes back after them', async () => {
    const { configuration } = make(cluster);
    configuration.follow(CLUSTER, undefined);
    await expect.poll(() => configuration.inventory()?.of('Namespace').length, { timeout: 5_000 }).toBe(1);
    await configuration.load([{ name: 'a.yaml', bytes: bytes(POLICY) }], 1);
    expect(configuration.inventory()?.of('Namespace')).toHaveLength(0);
    await configuration.load([], 2);
    expect(configuration.inventory()?.of('Namespace')).toHaveLength(1);
  });
  it('that does not answer is told, and there are no resources', async () => {
    const { configuration, told } = make();
    configuration.follow(CLUSTER, undefined);
    await expect.poll(() => told.at(-1)?.phase, { timeout: 5_000 }).toBe('failed');
    expect(told.at(-1)?.problems.length).toBeGreaterThan(0);
  });
});
