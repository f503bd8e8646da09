/** Streams as the picture shows them: one for each drawn caller and route, its parts by version and by the edges they run on. */
import { listIn } from '../../lib/list-in';
import type { EdgeId, NodeId } from '../../mesh/model';
import type { DrawnStream, DrawnStreamPart } from '../drawn';
import type { ObservedCall } from '../observation';
import type { CallerStream, StreamPart } from './find-streams';
import type { ShareWorkload } from './workloads-of-shares';

/** A line of the picture. */
export interface StreamPlace {
  readonly source: NodeId;
  readonly target: NodeId;
  readonly edge: EdgeId;
}

export interface StreamPlaces {
  /** The last line a call is drawn on; undefined = it is not drawn. */
  readonly ofCall: (call: ObservedCall) => StreamPlace | undefined;
  /** Where a call like this one would be drawn if it ended at that workload. */
  readonly ofWorkload: (like: ObservedCall, workload: ShareWorkload) => StreamPlace | undefined;
}

type End = DrawnStreamPart['ends'][number];

/** Callers that are drawn as one have one stream; what stands inside a closed group with its caller has none. */
export function drawStreams(found: readonly CallerStream[], places: StreamPlaces): readonly DrawnStream[] {
  const streams = new Map<string, { readonly stream: CallerStream; readonly source: NodeId }[]>();
  for (const stream of found) {
    const source = sourceOf(stream, places);
    if (source !== undefined) listIn(streams, JSON.stringify([source, stream.route])).push({ stream, source });
  }
  return [...streams].flatMap(([id, members]) => streamOf(id, members, places) ?? []);
}

function sourceOf({ parts, example }: CallerStream, { ofCall }: StreamPlaces): NodeId | undefined {
  const calls = [...parts.flatMap((part) => part.calls.map(({ call }) => call)), example];
  for (const call of calls) {
    const place = ofCall(call);
    if (place !== undefined) return place.source;
  }
  return undefined;
}

function streamOf(
  id: string,
  members: readonly { readonly stream: CallerStream; readonly source: NodeId }[],
  places: StreamPlaces,
): DrawnStream | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  const { source, stream } = first;
  const byVersion = new Map<string, { readonly part: StreamPart; readonly example: ObservedCall }[]>();
  for (const { stream: each } of members)
    for (const part of each.parts) listIn(byVersion, part.version).push({ part, example: each.example });
  const parts = [...byVersion].map(([version, those]) => partOf(version, those, source, places));
  const targets = new Set(parts.flatMap(({ ends }) => ends.map(({ target }) => target)));
  if (targets.has(source)) return undefined;
  return {
    id,
    source,
    host: stream.host,
    conditional: members.some(({ stream: each }) => each.conditional),
    counted: stream.counted,
    perSecond: parts.reduce((sum, { perSecond }) => sum + perSecond, 0),
    parts,
  };
}

function partOf(
  version: string,
  those: readonly { readonly part: StreamPart; readonly example: ObservedCall }[],
  source: NodeId,
  places: StreamPlaces,
): DrawnStreamPart {
  const ends = new Map<EdgeId, End>();
  const add = (place: StreamPlace | undefined, perSecond: number) => {
    if (place === undefined || place.source !== source) return;
    const known = ends.get(place.edge);
    ends.set(place.edge, { edge: place.edge, target: place.target, perSecond: (known?.perSecond ?? 0) + perSecond });
  };
  for (const { part } of those) for (const { call, perSecond } of part.calls) add(places.ofCall(call), perSecond);
  for (const { part, example } of those) for (const workload of part.workloads) add(places.ofWorkload(example, workload), 0);
  const bounds = those.flatMap(({ part }) => part.configured ?? []);
  return {
    version,
    ...(bounds.length > 0 && {
      configured: { least: Math.min(...bounds.map(({ least }) => least)), most: Math.max(...bounds.map(({ most }) => most)) },
    }),
    perSecond: those.reduce((sum, { part }) => sum + part.calls.reduce((total, one) => total + one.perSecond, 0), 0),
    ends: [...ends.values()].sort((a, b) => (a.edge < b.edge ? -1 : 1)),
  };
}
