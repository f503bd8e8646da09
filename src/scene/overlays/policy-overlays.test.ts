import { describe, expect, it } from 'vitest';
import { buildMesh } from '../../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import type { MeshEdge } from '../../mesh/model';
import { edgePolicy, nodePolicy } from '../../testing/edge-policy';
import { mesh as notation } from '../../testing/mesh-notation';
import { TONE_STYLES } from '../style-table';
import { authorization } from './authorization';
import { POLICY_OVERLAYS } from './index';
import { mtlsPolicy } from './mtls-policy';
import { lookOfState, type PolicyOverlay } from './policy-overlay';
import { routing } from './routing';

function edgeOf(text: string): MeshEdge {
  const { edges } = buildMesh(notation(text), {
    groupBy: 'app',
    closed: new Set(),
    thresholds: DEFAULT_THRESHOLDS,
  });
  return edges[0]!;
}
const encrypted = edgeOf('a -> b 5rps mtls');
const plaintext = edgeOf('a -> b 5rps plaintext');
const refused = edgeOf('a -> b 5rps 100%403 mtls');
const node = buildMesh(notation('a -> b 5rps'), {
  groupBy: 'app',
  closed: new Set(),
  thresholds: DEFAULT_THRESHOLDS,
}).nodes[0]!;

const textsOf = (overlay: PolicyOverlay, edge: MeshEdge, policy = edgePolicy()) =>
  overlay.edge(edge, policy).labels.map(({ text }) => text);

describe.each(POLICY_OVERLAYS.map((overlay) => [overlay.id, overlay] as const))('the policy overlay %s', (_id, overlay) => {
  it('draws every state differently from every other, the colour aside', () => {
    const signs = Object.values(overlay.states).map((state) => {
      const { line, glyph, leastWidth } = lookOfState(state);
      return `${line} ${glyph ?? ''} ${leastWidth}`;
    });
    expect(new Set(signs).size).toBe(signs.length);
  });
  it('names a state of its table for every edge, known or not', () => {
    for (const policy of [
      undefined,
      edgePolicy(),
      edgePolicy({ verdict: 'unknown', serverMode: undefined, routing: { kind: 'ambiguous' } }),
    ]) {
      const look = overlay.edge(encrypted, policy);
      const state = overlay.states[look.state];
      expect(state).toBeDefined();
      expect(look.tone).toBe(state?.tone);
    }
  });
  it('says unknown of an edge that configuration knows nothing of', () => {
    expect(overlay.edge(encrypted, undefined)).toMatchObject({ tone: 'unknown', glyph: TONE_STYLES.unknown.glyph });
  });
  it('marks a node with an error by tone and glyph', () => {
    expect(overlay.node(node, nodePolicy({ worstFinding: 'error' }))).toMatchObject({ tone: 'fail', glyph: 'failing' });
  });
  it('tags the data plane of a node', () => {
    expect(overlay.node(node, nodePolicy({ dataplane: 'ambient' })).badge).toEqual({ letter: 'Z', outline: 'solid' });
    expect(overlay.node(node, nodePolicy({ dataplane: undefined })).badge?.letter).toBe('?');
  });
});

describe('the mTLS overlay', () => {
  it('writes the mode before the observed share', () => {
    expect(textsOf(mtlsPolicy, encrypted)).toEqual(['STRICT', '100 % mTLS']);
    expect(textsOf(mtlsPolicy, plaintext, edgePolicy({ serverMode: 'PERMISSIVE' }))).toEqual(['PERMISSIVE', 'plaintext']);
  });
  it.each([
    ['STRICT without plaintext', encrypted, edgePolicy(), 'strict'],
    ['plaintext under STRICT', plaintext, edgePolicy(), 'contradiction'],
    ['a client that is refused', encrypted, edgePolicy({ works: 'F' }), 'contradiction'],
    ['mutual TLS under DISABLE', encrypted, edgePolicy({ serverMode: 'DISABLE' }), 'contradiction'],
    ['HBONE, which ztunnel takes under DISABLE, too', encrypted, edgePolicy({ serverMode: 'DISABLE', transport: 'hbone' }), 'disabled'],
    ['PERMISSIVE without plaintext', encrypted, edgePolicy({ serverMode: 'PERMISSIVE' }), 'permissive'],
    ['plaintext under PERMISSIVE', plaintext, edgePolicy({ serverMode: 'PERMISSIVE' }), 'plaintext'],
    ['servers that differ', encrypted, edgePolicy({ serverMode: undefined }), 'unknown'],
  ])('%s', (_case, edge, policy, state) => {
    expect(mtlsPolicy.edge(edge, policy).state).toBe(state);
  });
  it('tags the server’s own proxy only', () => {
    expect(mtlsPolicy.edge(encrypted, edgePolicy({ enforcers: ['waypoint', 'ztunnel'], bypassed: true })).badges).toEqual([
      { letter: 'Z', outline: 'solid' },
    ]);
  });
});

describe('the authorization overlay', () => {
  it.each([
    ['allowed', edgePolicy(), ['allowed']],
    ['nobody enforces', edgePolicy({ enforcers: [] }), ['open']],
    [
      'depends on two attributes',
      edgePolicy({ verdict: 'depends', undecided: ['request.method', 'request.path'] }),
      ['depends on method, path'],
    ],
    [
      'depends on many',
      edgePolicy({ verdict: 'depends', undecided: ['request.headers[x-user]', 'source.ip', 'request.method'] }),
      ['depends on header x-user, source.ip +1'],
    ],
    ['a waypoint is bypassed', edgePolicy({ bypassed: true, enforcers: ['ztunnel'] }), ['allowed', 'waypoint bypassed']],
    ['unknown', edgePolicy({ verdict: 'unknown' }), ['verdict ?']],
  ])('%s', (_case, policy, texts) => {
    expect(textsOf(authorization, encrypted, policy)).toEqual(texts);
  });
  it('keeps “denied, and refused” apart from “denied, yet served”', () => {
    const denied = edgePolicy({ verdict: 'denied', enforcers: ['waypoint'] });
    expect(authorization.edge(refused, denied)).toMatchObject({
      state: 'denied',
      glyph: 'refused',
      labels: [{ text: 'denied by waypoint' }],
    });
    expect(authorization.edge(encrypted, denied)).toMatchObject({ state: 'contradiction', tone: 'fail', glyph: 'failing' });
  });
  it('lets traffic refute what was only assumed', () => {
    const assumed = authorization.edge(encrypted, edgePolicy({ verdict: 'denied', certainty: 'assumed' }));
    expect(assumed).toMatchObject({ state: 'unknown', labels: [{ text: 'denied by assumption, yet served' }] });
  });
  it('does not call it a contradiction when only some of the calls are denied', () => {
    const some = authorization.edge(encrypted, edgePolicy({ verdict: 'denied', mixed: true, calls: 3 }));
    expect(some).toMatchObject({ state: 'denied', labels: [{ text: 'denied for some of 3' }] });
  });
  it('tags who decides in path order, assumed ones dotted, a bypassed waypoint struck through and first', () => {
    const { badges } = authorization.edge(encrypted, edgePolicy({ enforcers: ['ztunnel'], bypassed: true, certainty: 'assumed' }));
    expect(badges).toEqual([
      { letter: 'W', outline: 'dotted', struck: true },
      { letter: 'Z', outline: 'dotted' },
    ]);
    expect(authorization.edge(encrypted, edgePolicy({ enforcers: [] })).badges).toEqual([{ letter: '–', outline: 'solid' }]);
  });
});

describe('the routing overlay', () => {
  it.each([
    ['a canary', edgePolicy({ routing: { kind: 'fixed', shares: [share('v1', 0.9), share('v2', 0.1)] } }), 'fixed', ['v1 90 / v2 10']],
    [
      'a split that depends on the request',
      edgePolicy({ routing: { kind: 'conditional', shares: [{ label: 'v1', min: 0, max: 1 }, share('v2', 0.5)] } }),
      'conditional',
      ['v1 0–100 / v2 50'],
    ],
    [
      'everything else a route does',
      edgePolicy({
        routing: { kind: 'fixed', delay: true, abort: true, mirrorPercent: 5, timeoutSeconds: 3, retries: 2, circuitBreaker: true },
      }),
      'fault',
      ['fault: delay + abort', 'mirror 5 %', 'timeout 3s', '2 retries', 'circuit breaker'],
    ],
    ['no route', edgePolicy({ routing: { kind: 'none', shares: [share('reviews', 1)] } }), 'none', []],
    ['no proxy that reads routes', edgePolicy({ routing: { kind: 'not-applied' } }), 'none', []],
    ['no match', edgePolicy({ routing: { kind: 'unreachable' } }), 'unreachable', ['no route matches']],
    [
      'many destinations',
      edgePolicy({ routing: { kind: 'fixed', shares: ['a', 'b', 'c', 'd'].map((label) => share(label, 0.25)) } }),
      'fixed',
      ['25/25/25/… of 4'],
    ],
  ])('%s', (_case, policy, state, texts) => {
    expect(routing.edge(encrypted, policy).state).toBe(state);
    expect(textsOf(routing, encrypted, policy)).toEqual(texts);
  });
});

function share(label: string, value: number) {
  return { label, min: value, max: value };
}
