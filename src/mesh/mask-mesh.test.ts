import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mesh as notation } from '../testing/mesh-notation';
import { buildMesh } from './build-mesh';
import { DEFAULT_THRESHOLDS } from './health';
import { maskMesh, namesIn } from './mask-mesh';
import type { GroupBy, GroupId } from './model';
import { createMask, pseudonymsFor } from './pseudonyms';

/** A prefix that no word of ours holds. */
const name = fc.stringMatching(/^zq[a-z0-9]{1,6}(-[a-z0-9]{1,4})?$/);
const end = fc
  .record({ cluster: name, namespace: name, app: name, version: fc.constantFrom('', ':v1', ':v2') })
  .map(({ cluster, namespace, app, version }) => `${cluster}|${namespace}/${app}${version}`);
const host = name.map((each) => `@${each}.example.com`);
const call = fc
  .record({ from: end, to: fc.oneof(end, host), rest: fc.constantFrom('12rps', '3rps 40%503/UF', 'tcp 900Bps plaintext') })
  .map(({ from, to, rest }) => `${from} -> ${to} ${rest}`);

/** Everything of a mesh that is read; ids and what refers to them are not. */
function readable(value: unknown, key = ''): readonly string[] {
  if (['id', 'source', 'target', 'group', 'parent', 'members', 'foldedInto'].includes(key)) return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => readable(each, key));
  return Object.entries(value).flatMap(([name, each]) => readable(each, name));
}

it.each(['app', 'workload', 'versionedApp', 'service', 'namespace'] as const satisfies readonly GroupBy[])(
  'grouped by %s, no name survives, open or closed, and ids stay',
  (groupBy) => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 12 }), fc.boolean(), (calls, isClosed) => {
        const open = buildMesh(notation(calls.join('\n')), { groupBy, closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
        const closed = new Set(isClosed ? open.groups.map(({ id }): GroupId => id) : []);
        const mesh = buildMesh(notation(calls.join('\n')), { groupBy, closed, thresholds: DEFAULT_THRESHOLDS });
        const masked = maskMesh(mesh, createMask(pseudonymsFor(namesIn(mesh))));
        expect(readable(mesh).join('\n')).toContain('zq');
        expect(readable(masked).join('\n')).not.toContain('zq');
        expect(masked.nodes.map(({ id }) => id)).toEqual(mesh.nodes.map(({ id }) => id));
      }),
      { numRuns: 30 },
    );
  },
);
