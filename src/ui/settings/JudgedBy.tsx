import type { ReactNode } from 'react';
import { limitsFor, ruleFor } from '../../mesh/limits';
import { limitsText, ruleText } from '../../mesh/limits-text';
import type { MeshEdge } from '../../mesh/model';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';

/** The limits that judge this edge, and the rule they come from. */
export function JudgedBy({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const thresholds = useApp((state) => state.view.thresholds);
  const target = useMesh()?.nodes.get(edge.target);
  if (target === undefined) return null;
  const rule = ruleFor(thresholds, target.namespace, edge.protocol);
  if (edge.protocol === 'tcp' && rule === undefined) return <Line text="degraded when any connection fails" />;
  const text = limitsText(limitsFor(thresholds, target.namespace, edge.protocol), edge.protocol);
  return <Line text={rule === undefined ? text : `${text} (${ruleText(rule)})`} />;
}

const Line = ({ text }: { readonly text: string }): ReactNode => (
  <p data-judged-by className="mb-2 text-2xs text-muted">
    Judged: {text}.
  </p>
);
