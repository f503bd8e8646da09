import type { Protocol } from '../telemetry/rows';
import type { EdgeId, GroupId, NodeId, NodeKind } from './model';

/** The only place where ids are made. Ids are stable, readable, and injective whatever the labels hold. */

/** What tells one node from another, besides its kind. */
export interface NodeParts {
  readonly cluster?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
}

/** "workload/east/bookinfo/reviews-v1"; an unknown part is "~". */
export function nodeId(kind: NodeKind, { cluster, namespace, name, version }: NodeParts): NodeId {
  const parts = [kind, part(cluster), part(namespace), part(name)];
  if (kind === 'versionedApp') parts.push(part(version));
  return parts.join('/') as NodeId;
}

/** "group/east/bookinfo"; an unknown part is "~". */
export function groupId(cluster: string | undefined, namespace: string | undefined): GroupId {
  return `group/${part(cluster)}/${part(namespace)}` as GroupId;
}

/** "group/east". */
export function clusterGroupId(cluster: string): GroupId {
  return `group/${part(cluster)}` as GroupId;
}

/** "group/east/bookinfo/reviews". */
export function appGroupId(cluster: string | undefined, namespace: string | undefined, app: string): GroupId {
  return `group/${part(cluster)}/${part(namespace)}/${part(app)}` as GroupId;
}

/** "rest/east": the smaller namespaces of a cluster. */
export function restGroupId(cluster: string | undefined): GroupId {
  return `rest/${part(cluster)}` as GroupId;
}

/** "<source>><target>>http". */
export function edgeId(source: NodeId, target: NodeId, protocol: Protocol): EdgeId {
  return `${source}>${target}>${protocol}` as EdgeId;
}

/** What `nodeId` was given: the only way back from an id. Unknown parts are absent. */
export function partsOfNodeId(id: NodeId): { readonly kind: string } & Partial<NodeParts> {
  const [kind = '', ...parts] = id.split('/');
  const [cluster, namespace, name, version] = parts.map((each) => (each === '~' ? undefined : unescaped(each)));
  return {
    kind,
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
  };
}

/** The id that the same node, group or edge has where things are called otherwise; kinds, protocols and versions keep their words. */
export function renamedId(id: string, rename: (name: string) => string): string {
  if (id.includes('>')) {
    return id
      .split('>')
      .map((each) => (each.includes('/') ? renamedId(each, rename) : each))
      .join('>');
  }
  const [kind = '', ...parts] = id.split('/');
  return [kind, ...parts.map((each, index) => (each === '~' || index >= VERSION_AT ? each : part(rename(unescaped(each)))))].join('/');
}

/** Behind cluster, namespace and name. */
const VERSION_AT = 3;

const unescaped = (text: string): string =>
  text.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The separators and the escape itself are escaped, so that no label value can look like two parts or like an unknown one. */
function part(value: string | undefined): string {
  if (value === undefined) return '~';
  return RESERVED.test(value)
    ? value.replace(EACH_RESERVED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    : value;
}

const RESERVED = /[%/>~]/;
const EACH_RESERVED = /[%/>~]/g;
