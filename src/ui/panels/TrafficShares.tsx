import type { ReactNode } from 'react';
import type { MeshEdge } from '../../mesh/model';
import { ratioText } from '../text/edge-numbers';
import { endName } from '../text/names';
import { useMesh } from '../use-mesh';
import { trafficShare } from './traffic-share';
import { Value } from './Value';

/** How much of what the source sends, and of what the target gets, is this edge. */
export function TrafficShares({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const mesh = useMesh();
  if (mesh === undefined) return null;
  const ofSource = trafficShare(edge, mesh.outgoing.get(edge.source) ?? []);
  const ofTarget = trafficShare(edge, mesh.incoming.get(edge.target) ?? []);
  if (ofSource === undefined || ofTarget === undefined) return null;
  const what = edge.protocol === 'tcp' ? 'TCP bytes' : 'requests';
  return (
    <p className="mt-2 text-xs">
      Carries <Value metric="shareOfSource" value={ofSource} text={ratioText(ofSource)} className="font-semibold" /> of the {what} that{' '}
      {endName(edge.source, mesh.nodes)} sends and{' '}
      <Value metric="shareOfTarget" value={ofTarget} text={ratioText(ofTarget)} className="font-semibold" /> of those that{' '}
      {endName(edge.target, mesh.nodes)} gets.
    </p>
  );
}
