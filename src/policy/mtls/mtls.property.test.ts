import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResource } from '../../istio/parse-resource';
import type { Resource } from '../../istio/resources/resource';
import { answersFor } from '../../testing/mtls-answers';
import type { Dataplane, MtlsMode } from '../model';
import type { TransportQuestion } from './transport-question';

const NAMESPACES = ['istio-system', 'shop', 'web', 'other'] as const;
const word = fc.constantFrom('UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT');
const tlsWord = fc.constantFrom('DISABLE', 'SIMPLE', 'ISTIO_MUTUAL');
const ports = fc.dictionary(fc.constantFrom('80', '8080'), fc.record({ mode: word }), { maxKeys: 2 });
const age = fc.integer({ min: 0, max: 59 });
const origin = { source: { file: 'a.yaml', document: 1, firstLine: 1, text: '' }, path: '' };

function metadata(namespace: fc.Arbitrary<string>) {
  return fc.record({ namespace, age: fc.option(age, { nil: undefined }) });
}

const peerSpec = fc.record(
  {
    selector: fc.constantFrom({}, { matchLabels: { app: 'b' } }, { matchLabels: { app: 'c' } }),
    mtls: fc.record({ mode: word }),
    portLevelMtls: ports,
  },
  { requiredKeys: [] },
);
const policy = fc.record({ tls: fc.record({ mode: tlsWord }) }, { requiredKeys: [] });
const trafficPolicy = fc.record({
  tls: fc.option(fc.record({ mode: tlsWord }), { nil: undefined }),
  connectionPool: fc.constant({ tcp: { maxConnections: 1 } }),
  portLevelSettings: fc.array(
    policy.map((each) => ({ port: { number: 80 }, ...each })),
    { maxLength: 1 },
  ),
});
const ruleSpec = fc.record(
  {
    host: fc.constantFrom('*', 'b.shop.svc.cluster.local', '*.shop.svc.cluster.local'),
    trafficPolicy,
    subsets: fc.array(
      trafficPolicy.map((each) => ({ name: 'v1', labels: { version: 'v1' }, trafficPolicy: each })),
      { maxLength: 1 },
    ),
    exportTo: fc.constantFrom(['.'], ['*'], ['web']),
    workloadSelector: fc.constantFrom({ matchLabels: { app: 'a' } }, { matchLabels: { app: 'x' } }),
  },
  { requiredKeys: ['host'] },
);

interface Written {
  readonly kind: string;
  readonly spec: unknown;
  readonly namespace: string;
  readonly age?: number | undefined;
}

function written(namespaces: fc.Arbitrary<string>): fc.Arbitrary<Written> {
  const peer = fc.tuple(peerSpec, metadata(namespaces)).map(([spec, head]) => ({ kind: 'PeerAuthentication', spec, ...head }));
  const rule = fc.tuple(ruleSpec, metadata(namespaces)).map(([spec, head]) => ({ kind: 'DestinationRule', spec, ...head }));
  return fc.oneof(peer, rule);
}

const bundle = fc.array(written(fc.constantFrom(...NAMESPACES)), { maxLength: 8 });

/** Names tell resources apart; `dated` gives those an age that have none. */
function resources(all: readonly Written[], dated = false): readonly Resource[] {
  return all.flatMap(({ kind, spec, namespace, age: seconds }, index) => {
    const second = seconds ?? (dated ? index : undefined);
    const group = kind === 'DestinationRule' ? 'networking.istio.io/v1' : 'security.istio.io/v1';
    const creationTimestamp = second === undefined ? {} : { creationTimestamp: `2024-01-01T00:00:${String(second).padStart(2, '0')}Z` };
    const parsed = parseResource(
      { apiVersion: group, kind, metadata: { name: `r${index}`, namespace, ...creationTimestamp }, spec },
      origin,
    );
    return parsed.outcome === 'read' ? [parsed.resource] : [];
  });
}

const plane = fc.constantFrom<Dataplane>('sidecar', 'ambient', 'gateway', 'waypoint', 'none', 'unknown');
const asked = fc.record({
  from: plane,
  to: plane,
  port: fc.constantFrom(80, 8080, undefined),
  servicePort: fc.constantFrom(80, 81, undefined),
  subset: fc.constantFrom('v1', undefined),
  labelsComplete: fc.boolean(),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

function answer(given: readonly Resource[], { from, to, port, servicePort, subset, labelsComplete }: Asked) {
  const { modes, edgeTransport } = answersFor(given);
  const workload = { namespace: 'shop', labels: new Map([['app', 'b']]), labelsComplete, dataplane: to };
  const mtls = modes.serverMtls(workload);
  const question: TransportQuestion = {
    client: { dataplane: from, namespace: 'web', labels: new Map([['app', 'a']]), labelsComplete },
    server: { dataplane: to, mtls, ...(port === undefined ? {} : { port }) },
    service: { host: 'b.shop.svc.cluster.local', namespace: 'shop', ...(servicePort === undefined ? {} : { port: servicePort }) },
    ...(subset === undefined ? {} : { subset }),
  };
  return { mtls, edge: edgeTransport(question) };
}

describe('mutual TLS, whatever the resources', () => {
  it('is answered for mutated resources without a throw', () => {
    const junk = fc.anything({ maxDepth: 3, withNullPrototype: true });
    const kind = fc.constantFrom('PeerAuthentication', 'DestinationRule');
    const mutated = fc.tuple(
      kind,
      fc.constantFrom(...NAMESPACES),
      fc.oneof(
        junk,
        fc.tuple(ruleSpec, fc.string(), junk).map(([spec, name, value]) => ({ ...spec, [name]: value })),
      ),
    );
    fc.assert(
      fc.property(fc.array(mutated, { maxLength: 6 }), bundle, asked, (broken, sound, question) => {
        const all = [...sound, ...broken.map(([each, namespace, spec]) => ({ kind: each, namespace, spec }))];
        // A rejected resource is never asked for by `of`; here even those are let through.
        const letThrough = resources(all).map(({ rejected: _, ...rest }) => rest as Resource);
        expect(['T', 'F', 'U']).toContain(answer(letThrough, question).edge.works);
      }),
      { numRuns: 200 },
    );
  });

  it('does not change by policies of unrelated namespaces', () => {
    const unrelated = fc.array(written(fc.constant('other')), { maxLength: 5 });
    const related = fc.array(written(fc.constantFrom('istio-system', 'shop', 'web')), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(related, unrelated, asked, (those, others, question) => {
        // Something of each kind is always there, so that no kind is unknown on one side only.
        const base: readonly Written[] = [{ kind: 'PeerAuthentication', namespace: 'idle', spec: {} }, ...those];
        expect(answer(resources([...base, ...others]), question)).toEqual(answer(resources(base), question));
      }),
      { numRuns: 200 },
    );
  });

  it('does not change by the order of documents', () => {
    fc.assert(
      fc.property(bundle, asked, fc.integer({ min: 0, max: 7 }), (all, question, by) => {
        const given = resources(all, true);
        const turned = [...given.slice(by), ...given.slice(0, by)].toReversed();
        expect(answer(turned, question)).toEqual(answer(given, question));
      }),
      { numRuns: 200 },
    );
  });

  it('is open or the same when creation times are taken away', () => {
    fc.assert(
      fc.property(bundle, asked, (all, question) => {
        const dated = answer(resources(all, true), question);
        const undated = answer(resources(all.map(({ age: _, ...rest }) => rest)), question);
        if (undated.edge.works !== 'U') expect(undated.edge.works).toBe(dated.edge.works);
        const possible: readonly MtlsMode[] = [undated.mtls.value, ...(undated.mtls.alternatives ?? []).map(({ mode }) => mode)];
        expect(possible).toContain(dated.mtls.value);
      }),
      { numRuns: 300 },
    );
  });

  it('has the mode of the narrowest scope that sets one', () => {
    fc.assert(
      fc.property(word, word, word, (ofMesh, ofNamespace, ofWorkload) => {
        const spec = (mode: string) => ({ mtls: { mode } });
        const { mtls } = answer(
          resources(
            [
              { kind: 'PeerAuthentication', namespace: 'istio-system', spec: spec(ofMesh) },
              { kind: 'PeerAuthentication', namespace: 'shop', spec: spec(ofNamespace) },
              { kind: 'PeerAuthentication', namespace: 'shop', spec: { ...spec(ofWorkload), selector: { matchLabels: { app: 'b' } } } },
            ],
            true,
          ),
          { from: 'none', to: 'sidecar', port: 80, servicePort: 80, subset: undefined, labelsComplete: true },
        );
        expect(mtls.value).toBe([ofWorkload, ofNamespace, ofMesh].find((mode) => mode !== 'UNSET') ?? 'PERMISSIVE');
      }),
    );
  });
});
