import { describe, expect, it } from 'vitest';
import { classifyDrop, sortDrop } from './classify-drop';

const RESOURCE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';
const STATISTICS = '# TYPE istio_requests_total counter\nistio_requests_total{reporter="source"} 12\n';
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a dropped file', () => {
  it.each([
    ['resources by name and text', 'mesh.yaml', RESOURCE, 'resources'],
    ['resources without a telling name', 'mesh', RESOURCE, 'resources'],
    ['a List of kubectl as JSON', 'out.txt', '{\n  "apiVersion": "v1",\n  "items": [', 'resources'],
    ['JSON on one line', 'x', '{"kind":"List"}', 'resources'],
    ['a later document', 'x.txt', `# made by hand\n---\n${RESOURCE}`, 'resources'],
    ['values of a chart, which only the name makes resources', 'values.yaml', 'replicas: 3\nimage: web\n', 'resources'],
    ['statistics by text', 'stats.txt', STATISTICS, 'statistics'],
    ['statistics in a file that is called otherwise', 'stats.yaml', STATISTICS, 'statistics'],
    ['statistics without labels', 'x', 'go_goroutines 12\n', 'statistics'],
    ['nothing at all', 'nothing.txt', '', 'statistics'],
    ['words', 'notes', 'some words about the mesh\n', 'unclear'],
  ])('is recognised: %s', (_case, name, text, kind) => {
    expect(classifyDrop(name, bytes(text))).toBe(kind);
  });

  it('is recognised: gzip by its first bytes, and a picture as what statistics refuse', () => {
    expect(classifyDrop('anything', new Uint8Array([0x1f, 0x8b, 8, 0]))).toBe('resources');
    expect(classifyDrop('photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]))).toBe('statistics');
  });

  it('is put with its kind, and one that cannot be read with those that say why', async () => {
    const file = (name: string, text: string) => ({ name, slice: () => ({ arrayBuffer: async () => bytes(text).buffer }) });
    const gone = { name: 'gone', slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
    const [resources, statistics, unclear] = [file('a.yaml', RESOURCE), file('b', STATISTICS), file('c', 'words words')];
    expect(await sortDrop([unclear, resources, gone, statistics])).toEqual({
      snapshot: [],
      resources: [resources],
      statistics: [gone, statistics],
      unclear: [unclear],
    });
  });
});
