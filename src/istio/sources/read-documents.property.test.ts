import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate } from '../locate';
import { readYaml } from '../parse-yaml';
import { readDocuments } from '../read-documents';
import { refKey } from '../ref';
import type { Resource } from '../resources/resource';
import { renderObject } from './kubernetes-objects';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const labels = fc.dictionary(fc.constantFrom('app', 'version', '__proto__', 'a.b/c'), fc.string());
const object = fc.oneof(
  fc.record({
    apiVersion: fc.constant('security.istio.io/v1'),
    kind: fc.constant('PeerAuthentication'),
    metadata: fc.record({ name, namespace: name, labels }),
    spec: fc.record({ mtls: fc.record({ mode: fc.constantFrom('STRICT', 'PERMISSIVE') }) }),
  }),
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Service'),
    metadata: fc.record({ name, namespace: name, labels }),
    spec: fc.record({ selector: labels, ports: fc.array(fc.record({ port: fc.nat(65_535), name: fc.string() })) }),
  }),
);
const objects = fc.uniqueArray(object, {
  maxLength: 8,
  selector: ({ kind, metadata }) => `${kind} ${metadata.namespace} ${metadata.name}`,
});

const write: Readonly<Record<string, (all: readonly object[]) => string>> = {
  documents: (all) => all.map(renderObject).join('---\n'),
  json: (all) => all.map((each) => JSON.stringify(each, null, 2)).join('\n'),
  list: (all) => renderObject({ apiVersion: 'v1', kind: 'List', items: all }),
  jsonList: (all) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: all }),
  crlf: (all) => all.map(renderObject).join('---\n').replaceAll('\n', '\r\n'),
};
const resourcesOf = (text: string): readonly Resource[] =>
  readDocuments('a.yaml', text).flatMap((each) => (each.outcome === 'read' ? [each.resource] : []));
const contentOf = ({ origin: _, ...rest }: Resource) => rest;
const byKey = (resources: readonly Resource[]) => new Map(resources.map((each) => [refKey(each), contentOf(each)]));

describe('reading documents', () => {
  it('says the same however the objects are written down', () => {
    fc.assert(
      fc.property(objects, (all) => {
        const expected = byKey(resourcesOf(write.jsonList?.(all) ?? ''));
        expect(expected.size).toBe(all.length);
        for (const way of Object.values(write)) expect(byKey(resourcesOf(way(all)))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
  it('says the same whatever their order', () => {
    fc.assert(
      fc.property(
        objects.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }))),
        ([all, shuffled]) => {
          expect(byKey(resourcesOf(write.documents?.(shuffled) ?? ''))).toEqual(byKey(resourcesOf(write.documents?.(all) ?? '')));
        },
      ),
      { numRuns: 60 },
    );
  });
  it('finds the kind of every resource at the line its own text is at', () => {
    fc.assert(
      fc.property(objects, fc.constantFrom('documents', 'json', 'list', 'jsonList'), (all, way) => {
        const text = write[way]?.(all) ?? '';
        const lines = text.split('\n');
        for (const { origin, kind } of resourcesOf(text)) {
          const position = locate(origin, 'kind');
          const line = lines[(position?.line ?? 0) - 1] ?? '';
          expect(line.slice((position?.column ?? 0) - 1)).toMatch(new RegExp(`^"?kind"?: ?"?${kind}`));
        }
      }),
      { numRuns: 60 },
    );
  });
  it('never throws, whatever is done to the text', () => {
    const damage = fc.tuple(
      fc.nat(),
      fc.nat(20),
      fc.oneof(
        fc.string(),
        fc.constantFrom('---\n', '\t', '{', '[', '&a ', '*a', '- ', ': ', '<<: ', '\r', '\u0000', 'kind: List\n', 'items:\n', '"'),
      ),
    );
    fc.assert(
      fc.property(objects, fc.constantFrom(...Object.keys(write)), fc.array(damage, { maxLength: 5 }), (all, way, damages) => {
        let text = write[way]?.(all) ?? '';
        for (const [at, cut, insert] of damages) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + cut);
        }
        for (const each of readDocuments('a.yaml', text)) if (each.outcome === 'read') locate(each.resource.origin, 'spec.ports[0].port');
      }),
      { numRuns: 120 },
    );
  });
  it('objects rendered as YAML read back as they were', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }),
          fc.oneof(fc.jsonValue(), fc.constantFrom('yes', 'on', '0777', '1:30', '2026-01-01', '1_0', '~', '=', '<<', '# x', '- a')),
        ),
        (value) => {
          const read = readYaml(renderObject(value));
          // JSON knows no -0.
          expect(read.ok && JSON.stringify(read.value.value)).toEqual(JSON.stringify(value));
        },
      ),
    );
  });
});
