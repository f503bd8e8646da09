import { useMemo } from 'react';
import type { EdgeId, NodeId } from '../../mesh/model';
import type { DrawnStream } from '../../policy/drawn';
import { type EdgeSplit, splitsByEdge } from '../../scene/streams';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';

/** What routes split in the present picture, by edge. */
export function useSplits(): ReadonlyMap<EdgeId, EdgeSplit> {
  const nodes = useMesh()?.nodes;
  const streams = useApp((state) => state.picture?.policies?.streams);
  return useMemo(() => splitsByEdge(streams, nodes ?? new Map()), [streams, nodes]);
}

/** Streams that an edge is part of, or that a node sends or gets a part of, each once. */
export function useStreamsOf(id: string): readonly DrawnStream[] {
  const streams = useApp((state) => state.picture?.policies?.streams);
  return useMemo(() => (streams ?? []).filter((stream) => touches(stream, id)), [streams, id]);
}

const touches = ({ source, parts }: DrawnStream, id: string): boolean =>
  source === (id as NodeId) || parts.some(({ ends }) => ends.some(({ edge, target }) => edge === id || target === id));
