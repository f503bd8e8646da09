/** Which of the kinds that are read a Kubernetes API serves, and at which version. */
import type { Problem } from '../../lib/problem';
import { err, ok, type Result } from '../../lib/result';
import { KIND_NAMES, type KindName, RESOURCE_KINDS } from '../resources/index';
import { isRecord } from '../resources/reader';
import type { ResourceKind } from '../resources/resource';
import * as problems from './kubernetes-problems';
import type { Failure } from './kubernetes-transport';

export interface ServedKind {
  readonly kind: KindName;
  readonly apiVersion: string;
  readonly wireKind: string;
  /** "Services", as sentences name them. */
  readonly plural: string;
  /** Path of all objects of the kind, or of one. */
  readonly path: (namespace?: string, name?: string) => string;
}

export interface Discovery {
  readonly served: readonly ServedKind[];
  readonly missing: readonly KindName[];
  /** Kinds of which the API does not say whether it serves them. */
  readonly unknown: readonly KindName[];
  readonly problems: readonly Problem[];
}

export type Ask = (path: string, what: string) => Promise<Result<unknown, Failure>>;

const described = (kind: KindName): ResourceKind<unknown> => RESOURCE_KINDS[kind];

/** Fails only when nothing can be learnt (unreachable, 401, no Kubernetes); a group that is refused is named. */
export async function discover(ask: Ask, shown: string): Promise<Result<Discovery, Problem>> {
  const groups = await groupVersions(ask, shown);
  if (!groups.ok) return groups;
  const resources = new Map<string, ReadonlySet<string> | 'unknown'>();
  const said: Problem[] = [];
  await Promise.all(
    wantedVersions(groups.value).map(async (groupVersion) => {
      const answer = await ask(pathOf(groupVersion), `the kinds of ${groupVersion}`);
      if (answer.ok) resources.set(groupVersion, listable(answer.value));
      else if (answer.error.status !== 404) {
        resources.set(groupVersion, 'unknown');
        said.push(answer.error.status === 403 ? problems.discoveryPartial(groupVersion) : answer.error.problem);
      }
    }),
  );
  return ok({ ...sorted(resources), problems: distinct(said) });
}

/** What /apis tells; undefined where it may not be read: then every version is asked for. */
async function groupVersions(ask: Ask, shown: string): Promise<Result<ReadonlySet<string> | undefined, Problem>> {
  const [core, apis] = await Promise.all([ask('/api', 'its versions'), ask('/apis', 'its groups')]);
  for (const answer of [core, apis]) {
    if (!answer.ok && answer.error.status !== 403 && answer.error.status !== 404) return err(answer.error.problem);
  }
  if (!core.ok && !apis.ok && core.error.status === 404 && apis.error.status === 404) return err(problems.wrongPath(shown));
  if (core.ok && !(isRecord(core.value) && Array.isArray(core.value.versions))) return err(problems.notKubernetes(shown, 'its versions'));
  if (!apis.ok) return ok(undefined);
  if (!isRecord(apis.value) || !Array.isArray(apis.value.groups)) return err(problems.notKubernetes(shown, 'its groups'));
  const found = new Set<string>(['v1']);
  for (const group of apis.value.groups) {
    if (!isRecord(group) || !Array.isArray(group.versions)) continue;
    for (const version of group.versions)
      if (isRecord(version) && typeof version.groupVersion === 'string') found.add(version.groupVersion);
  }
  return ok(found);
}

const groupVersionOf = (group: string, version: string): string => (group === '' ? version : `${group}/${version}`);
const pathOf = (groupVersion: string): string => (groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`);

function wantedVersions(served: ReadonlySet<string> | undefined): readonly string[] {
  const wanted = new Set<string>();
  for (const kind of KIND_NAMES) {
    const { group, versions } = described(kind);
    for (const version of versions) {
      const groupVersion = groupVersionOf(group, version);
      if (served === undefined || served.has(groupVersion)) wanted.add(groupVersion);
    }
  }
  return [...wanted];
}

function listable(answer: unknown): ReadonlySet<string> {
  const resources = isRecord(answer) && Array.isArray(answer.resources) ? answer.resources : [];
  const names = new Set<string>();
  for (const each of resources) {
    if (!isRecord(each) || typeof each.name !== 'string') continue;
    if (!Array.isArray(each.verbs) || each.verbs.includes('list')) names.add(each.name);
  }
  return names;
}

function sorted(resources: ReadonlyMap<string, ReadonlySet<string> | 'unknown'>): Omit<Discovery, 'problems'> {
  const served: ServedKind[] = [];
  const missing: KindName[] = [];
  const unknown: KindName[] = [];
  for (const kind of KIND_NAMES) {
    const { group, versions, plural } = described(kind);
    const answers = versions.map((version) => ({ version, names: resources.get(groupVersionOf(group, version)) }));
    const version = answers.find(({ names }) => names !== undefined && names !== 'unknown' && names.has(plural))?.version;
    if (version !== undefined) served.push(servedKind(kind, version));
    else if (answers.some(({ names }) => names === 'unknown')) unknown.push(kind);
    else missing.push(kind);
  }
  return { served, missing, unknown };
}

export function servedKind(kind: KindName, version: string): ServedKind {
  const { group, plural, wireKind = kind, namespaced } = described(kind);
  const root = pathOf(groupVersionOf(group, version));
  return {
    kind,
    apiVersion: groupVersionOf(group, version),
    wireKind,
    plural: pluralOf(kind),
    path: (namespace = '', name = '') => {
      const scope = namespaced && namespace !== '' ? `/namespaces/${encodeURIComponent(namespace)}` : '';
      return `${root}${scope}/${plural}${name === '' ? '' : `/${encodeURIComponent(name)}`}`;
    },
  };
}

/** "Services", "HTTPRoutes of gateway.networking.k8s.io": two kinds may share a name. */
export function pluralOf(kind: KindName): string {
  const { wireKind = kind, group } = described(kind);
  const name =
    wireKind.endsWith('y') && !wireKind.endsWith('ay')
      ? `${wireKind.slice(0, -1)}ies`
      : `${wireKind}${/(s|x)$/.test(wireKind) ? 'es' : 's'}`;
  return wireKind === kind ? name : `${name} of ${group}`;
}

function distinct(all: readonly Problem[]): readonly Problem[] {
  return [...new Map(all.map((each) => [`${each.code} ${each.message}`, each])).values()];
}
