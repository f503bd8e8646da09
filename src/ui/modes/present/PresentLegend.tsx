import { type ReactNode, useMemo } from 'react';
import { legend } from '../../../scene/legend';
import { useFlow } from '../../canvas/use-flow';
import { LegendSign } from '../../legend/LegendSign';
import { shortLegend } from '../../legend/short-legend';
import { useApp } from '../../use-app';

const SHOWN: ReadonlySet<string> = new Set(['health', 'policy', 'flow']);

/** What colour and dots mean now. */
export function PresentLegend(): ReactNode {
  const scene = useApp((state) => state.scene);
  const labels = useApp((state) => state.view.labels);
  const overlay = useApp((state) => (state.picture?.policies === undefined ? undefined : state.view.overlay));
  const requestsPerDot = useFlow();
  const entries = useMemo(
    () => shortLegend(legend({ labels, overlay, scene, requestsPerDot })).filter(({ section }) => SHOWN.has(section)),
    [labels, overlay, scene, requestsPerDot],
  );
  return (
    <section aria-label="Legend" className="min-w-0 flex-1 basis-96">
      <ul className="flex flex-wrap items-center gap-x-5 gap-y-1 text-stage">
        {entries.map(({ id, sample, text }) => (
          <li key={id} className="flex items-center gap-2">
            <LegendSign sample={sample} />
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
