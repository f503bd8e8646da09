/** A root route of a VirtualService and a route of its delegate → the route that acts (docs/policies.md §4.1, `MergeHTTPRoutes`). */
import type { Value } from '../../istio/resources/reader';
import type { stringMatch } from '../../istio/resources/traffic-fields';
import type { HttpMatch, HttpRoute } from '../../istio/resources/virtual-service-fields';

type StringMatch = Value<typeof stringMatch>;

const INHERITED = [
  'rewrite',
  'timeout',
  'retries',
  'fault',
  'mirror',
  'mirrors',
  'mirrorPercent',
  'mirrorPercentage',
  'corsPolicy',
  'headers',
] as const;

/** Undefined when the matches contradict each other: that route of the delegate has no effect. */
export function mergeRoute(root: HttpRoute, delegate: HttpRoute): HttpRoute | undefined {
  const match = mergeMatches(root.match ?? [], delegate.match ?? []);
  if (match === undefined) return undefined;
  const name = [root.name ?? '', delegate.name ?? ''].filter((each) => each !== '').join('-');
  const inherited = Object.fromEntries(
    INHERITED.flatMap((field) => (delegate[field] === undefined && root[field] !== undefined ? [[field, root[field]]] : [])),
  );
  return { ...inherited, ...delegate, match, ...(name === '' ? {} : { name }) };
}

function mergeMatches(root: readonly HttpMatch[], delegate: readonly HttpMatch[]): readonly HttpMatch[] | undefined {
  if (root.length === 0) return delegate;
  if (delegate.length === 0) return root;
  const merged: HttpMatch[] = [];
  for (const leaf of delegate) {
    const fitting = root.filter((each) => !contradict(each, leaf));
    // Each match of the delegate needs a root match it narrows.
    if (fitting.length === 0) return undefined;
    for (const each of fitting) merged.push(mergeMatch(each, leaf));
  }
  return merged;
}

const MAPS = ['headers', 'withoutHeaders', 'queryParams'] as const;

function mergeMatch(root: HttpMatch, leaf: HttpMatch): HttpMatch {
  const maps = Object.fromEntries(
    MAPS.flatMap((field) =>
      root[field] === undefined && leaf[field] === undefined ? [] : [[field, new Map([...(root[field] ?? []), ...(leaf[field] ?? [])])]],
    ),
  );
  const sourceLabels = new Map([...(root.sourceLabels ?? []), ...(leaf.sourceLabels ?? [])]);
  return {
    ...root,
    ...leaf,
    ...maps,
    ...(sourceLabels.size === 0 ? {} : { sourceLabels }),
    ...(leaf.gateways === undefined || leaf.gateways.length === 0 ? (root.gateways === undefined ? {} : { gateways: root.gateways }) : {}),
  };
}

function contradict(root: HttpMatch, leaf: HttpMatch): boolean {
  for (const field of ['uri', 'scheme', 'method', 'authority'] as const) if (texts(root[field], leaf[field])) return true;
  for (const field of MAPS) for (const [name, value] of leaf[field] ?? []) if (texts(root[field]?.get(name), value)) return true;
  if ((root.ignoreUriCase ?? false) !== (leaf.ignoreUriCase ?? false)) return true;
  const [rootPort, leafPort] = [root.port ?? 0, leaf.port ?? 0];
  if (rootPort > 0 && leafPort > 0 && rootPort !== leafPort) return true;
  if ((root.sourceNamespace ?? '') !== '' && leaf.sourceNamespace !== root.sourceNamespace) return true;
  for (const [name, value] of leaf.sourceLabels ?? []) {
    const given = root.sourceLabels?.get(name);
    if (given !== undefined && given !== value) return true;
  }
  const [allowed, wanted] = [root.gateways ?? [], leaf.gateways ?? []];
  return allowed.length > 0 && wanted.some((each) => !allowed.includes(each));
}

/** Whether the delegate's text match does not lie within the root's. */
function texts(root: StringMatch | undefined, leaf: StringMatch | undefined): boolean {
  if (root === undefined || leaf === undefined) return false;
  if (root.regex !== undefined || leaf.regex !== undefined) return true;
  if (root.exact !== undefined) return leaf.exact !== root.exact;
  if (root.prefix === undefined) return true;
  const text = leaf.prefix ?? leaf.exact;
  return text === undefined || !text.startsWith(root.prefix);
}
