/** What the placeholders of links out stand for, for one selected thing. */

import type { LinkValues } from '../../app/link-templates';
import { formatDuration } from '../../lib/duration';
import { isoText } from '../../lib/range-text';
import type { MeshEdge, MeshGroup, MeshNode } from '../../mesh/model';

/** The window of the picture. */
export function timeValues(atSeconds: number, windowSeconds: number): LinkValues {
  const from = atSeconds - windowSeconds;
  return {
    from: String(Math.floor(from)),
    to: String(Math.floor(atSeconds)),
    fromMs: String(Math.round(from * 1000)),
    toMs: String(Math.round(atSeconds * 1000)),
    fromIso: isoText(from),
    toIso: isoText(atSeconds),
    window: formatDuration(windowSeconds),
  };
}

/** A workload's or service's name only where the node stands for exactly one. */
export function nodeValues(node: MeshNode): LinkValues {
  const workloads = node.workloads ?? node.parts?.flatMap((part) => part.workloads) ?? [];
  const single = workloads.length === 1 ? workloads[0] : undefined;
  return {
    name: node.name,
    namespace: node.namespace,
    cluster: node.cluster,
    app: node.app ?? (node.kind === 'app' || node.kind === 'versionedApp' ? node.name : undefined),
    version: node.version ?? (node.parts?.length === 1 ? node.parts[0]?.version : undefined),
    workload: node.kind === 'workload' ? node.name : single,
    service: node.kind === 'service' || node.kind === 'external' ? node.name : undefined,
  };
}

/** Plain names are the called end's. */
export function edgeValues(edge: MeshEdge, source: MeshNode | undefined, target: MeshNode | undefined): LinkValues {
  const called = target === undefined ? {} : nodeValues(target);
  return {
    ...called,
    ...prefixed('source', source === undefined ? {} : nodeValues(source)),
    ...prefixed('target', called),
    protocol: edge.protocol,
  };
}

export const groupValues = ({ name, namespace, cluster }: MeshGroup): LinkValues => ({ name, namespace, cluster });

const prefixed = (side: string, values: LinkValues): LinkValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${side}${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]));
