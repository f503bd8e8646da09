import { type ReactNode, useMemo } from 'react';
import { overlayShown } from '../../../app/draft-shown';
import { legend } from '../../../scene/legend';
import { useFlow } from '../../canvas/use-flow';
import { LegendSign } from '../../legend/LegendSign';
import { shortLegend } from '../../legend/short-legend';
import { useApp } from '../../use-app';

const SHOWN: ReadonlySet<string> = new Set(['health', 'policy', 'flow']);

/** What colour, dots and shares mean now, and nothing else: an audience reads no more. */
export function PresentLegend(): ReactNode {
  const scene = useApp((state) => state.scene);
  const labels = useApp((state) => state.view.labels);
  const overlay = useApp(overlayShown);
  const requestsPerDot = useFlow();
  const entries = useMemo(
    () => shortLegend(legend({ labels, overlay, scene, requestsPerDot })).filter(({ id, section }) => SHOWN.has(section) && id !== 'ring'),
    [labels, overlay, scene, requestsPerDot],
  );
  const split = scene?.edges.some(({ stream }) => stream !== undefined) === true;
  return (
    // One line of one height: what finds no room is left out, and nothing moves when a sign comes.
    <section aria-label="Legend" className="min-w-0 flex-1 basis-96 overflow-hidden md:h-8">
      <ul className="flex flex-wrap items-center gap-x-4 text-stage md:leading-8">
        {entries.map(({ id, sample, text }) => (
          <li key={id} className="flex items-center gap-2">
            <LegendSign sample={sample} />
            {text}
          </li>
        ))}
        {split ? (
          <li>
            <span className="font-semibold">… % of … %</span> observed of configured
          </li>
        ) : null}
      </ul>
    </section>
  );
}
