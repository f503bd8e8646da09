import { describe, expect, it } from 'vitest';
import type { RouteRule } from '../../policy/model';
import type { ConfigurationStatus } from '../../worker/messages';
import { bundleFiles, holdsResources } from './bundle-files';
import { absentKinds, chipText, presentKinds } from './configuration-text';
import { actionTexts, boundsText, limitTexts, targetText, whenText } from './route-text';
import { shownLines } from './text-lines';
import { attributeText, listText } from './words';

const status = (part: Partial<ConfigurationStatus>): ConfigurationStatus => ({
  origin: 'none',
  phase: 'ready',
  from: [],
  kinds: [],
  problems: [],
  issues: [],
  ...part,
});
const issue = { code: 'yaml', severity: 'error', message: 'broken', file: 'a.yaml' } as const;

describe('the configuration button', () => {
  it.each([
    [status({}), 'none'],
    [status({ origin: 'kubernetes', from: ['/api/kubernetes'] }), 'Kubernetes'],
    [status({ origin: 'bundle', from: ['folder/mesh.yaml'], issues: [issue] }), 'mesh.yaml ▲ 1'],
    [status({ origin: 'bundle', from: ['a.yaml', 'b.yaml'] }), '2 files'],
    [status({ phase: 'reading', progress: 0.416 }), 'reading 42 %'],
    [status({ phase: 'reading', origin: 'kubernetes' }), 'reading…'],
    [status({ phase: 'failed', problems: [{ code: 'x', severity: 'error', message: 'no' }] }), 'unreadable ▲ 1'],
  ])('%#: says %s', (given, text) => {
    expect(chipText(given)).toBe(text);
  });

  it('lists kinds by number, and those that cannot be read apart', () => {
    const given = status({
      kinds: [
        { kind: 'Pod', count: 3, coverage: 'complete' },
        { kind: 'Service', count: 5, coverage: 'complete' },
        { kind: 'Sidecar', count: 0, coverage: 'forbidden' },
        { kind: 'TCPRoute', count: 0, coverage: 'missing' },
        { kind: 'Gateway', count: 0, coverage: 'complete' },
      ],
    });
    expect(presentKinds(given).map(({ kind }) => kind)).toEqual(['Service', 'Pod']);
    expect(absentKinds(given).map(({ kind }) => kind)).toEqual(['Sidecar', 'TCPRoute']);
  });
});

describe('files of a folder', () => {
  it.each([
    ['k8s/mesh.yaml', true],
    ['a.YML', true],
    ['out.json.gz', true],
    ['README.md', false],
    ['repo/.git/config.yaml', false],
    ['app/node_modules/x/y.json', false],
  ])('%s is read: %s', (path, read) => {
    expect(holdsResources(path)).toBe(read);
  });

  it('are passed on with their path; one that cannot be read as an empty one', async () => {
    const read = await bundleFiles([
      { name: 'a.yaml', webkitRelativePath: 'k8s/a.yaml', arrayBuffer: async () => new Uint8Array([1, 2]).buffer },
      { name: 'gone.yaml', arrayBuffer: () => Promise.reject(new Error('gone')) },
    ]);
    expect(read.map(({ name, bytes }) => [name, bytes.byteLength])).toEqual([
      ['k8s/a.yaml', 2],
      ['gone.yaml', 0],
    ]);
  });
});

describe('a long text', () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`).join('\n');
  it('is shown whole when it is short, whatever ends its lines', () => {
    expect(shownLines('a\r\nb\r\n', undefined)).toEqual({ from: 0, lines: ['a', 'b'], total: 2 });
  });
  it('is shown around the line that matters when it is long', () => {
    const { from, lines, total } = shownLines(text, 80, 10);
    expect(total).toBe(100);
    expect(lines).toHaveLength(10);
    expect(lines).toContain('line 80');
    expect(lines[0]).toBe(`line ${from + 1}`);
  });
});

const rule: RouteRule = {
  ref: { kind: 'VirtualService', namespace: 'shop', name: 'cart' },
  path: 'spec.http[0]',
  rule: 0,
  conditional: false,
  when: [],
  shares: [],
  mirrors: [],
};

describe('a route in sentences', () => {
  it('says when a rule applies', () => {
    const header = { attribute: 'request.headers[x-user]', op: 'exact', value: 'me', ignoreCase: true } as const;
    const path = { attribute: 'request.path', op: 'prefix', value: '/a' };
    expect(whenText(rule)).toBe('all requests');
    expect(whenText({ ...rule, conditional: true, when: [header, path] })).toBe(
      'request.headers[x-user] exact “me” (any case) and request.path prefix “/a”',
    );
    expect(whenText({ ...rule, conditional: true, when: [header, path], whenLogic: 'any' })).toMatch(/ or /);
    expect(whenText({ ...rule, conditional: true, when: [], alternatives: [[path], [header]] })).toMatch(/, or /);
  });
  it('says what it does to requests', () => {
    const texts = actionTexts({
      ...rule,
      fault: { delayPercent: 10, delaySeconds: 2, abortPercent: 5, abortStatus: 503 },
      mirrors: [{ host: 'copy', percent: 5 }],
      timeoutSeconds: 3,
      retries: { attempts: 2, perTryTimeoutSeconds: 1, retryOn: '5xx' },
    });
    expect(texts).toEqual([
      'Fault: delays 10 % by 2s.',
      'Fault: aborts 5 % with 503.',
      'Mirrors 5 % to copy.',
      'Timeout after 3s.',
      'Retries up to 2 times, 1s each, on 5xx.',
    ]);
  });
  it('names destinations, answers of the proxy, bounds and limits', () => {
    expect(targetText({ host: 'reviews', subset: 'v2', port: 9080 })).toBe('reviews v2 port 9080');
    expect(targetText({ host: 'x', status: 500, reason: 'no such service' })).toBe('answered by the proxy with 500 (no such service)');
    expect(boundsText({ min: 0.9, max: 0.9 })).toBe('90 %');
    expect(boundsText({ min: 0, max: 0.125 })).toBe('0 % to 12.5 %');
    const outlierDetection = { consecutiveErrors: 5, intervalSeconds: 10, baseEjectionSeconds: 30 };
    expect(limitTexts({ ref: rule.ref, path: 'spec', maxConnections: 10, outlierDetection })).toEqual([
      'At most 10 connections.',
      'Ejects an endpoint after 5 errors in a row, checked every 10s, for at least 30s.',
    ]);
  });
});

describe('words', () => {
  it('say request attributes as people do', () => {
    expect(attributeText('request.method')).toBe('the method');
    expect(attributeText('request.headers[x-user]')).toBe('the header x-user');
    expect(attributeText('connection.odd')).toBe('connection.odd');
    expect(listText(['a'])).toBe('a');
    expect(listText(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
