/** What the API says of itself. */
import { apiVersionOf, servedKinds } from './kinds';

export const versionInfo = {
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.4',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2025-08-12T00:00:00Z',
  goVersion: 'go1.24.5',
  compiler: 'gc',
  platform: 'linux/amd64',
};

export const coreVersions = { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };

function versionsOf(group: string): readonly string[] {
  return [...new Set(servedKinds.filter((kind) => kind.group === group).flatMap(({ versions }) => versions))];
}

function groupEntry(group: string): Readonly<Record<string, unknown>> {
  const versions = versionsOf(group).map((version) => ({ groupVersion: apiVersionOf(group, version), version }));
  return { name: group, versions, preferredVersion: versions[0] };
}

export function groupList(): unknown {
  const groups = [...new Set(servedKinds.map(({ group }) => group))].filter((group) => group !== '');
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupEntry) };
}

/** undefined when there is no such group. */
export function oneGroup(group: string): unknown {
  return group === '' || versionsOf(group).length === 0 ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group) };
}

/** The kinds of a version; undefined when there is none. */
export function resourceList(group: string, version: string): unknown {
  const kinds = servedKinds.filter((kind) => kind.group === group && kind.versions.includes(version));
  if (kinds.length === 0) return undefined;
  const resources = kinds.map(({ kind, plural, namespaced, shortNames }) => ({
    name: plural,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs: ['get', 'list', 'watch'],
    ...(shortNames.length === 0 ? {} : { shortNames }),
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersionOf(group, version), resources };
}
