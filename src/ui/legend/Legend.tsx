import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { overlayShown } from '../../app/draft-shown';
import { limitsText, ruleText } from '../../mesh/limits-text';
import { type LegendEntry, type LegendSection, legend } from '../../scene/legend';
import { policyOverlay } from '../../scene/overlays/index';
import { useFlow } from '../canvas/use-flow';
import { Flyout } from '../controls/Flyout';
import { useApp } from '../use-app';
import { LegendSign } from './LegendSign';
import { shortLegend } from './short-legend';

const TITLES: Readonly<Record<LegendSection, string>> = {
  find: 'Find',
  change: 'Difference from A to B',
  health: 'Health',
  policy: 'Policy',
  badges: 'Tags: who decides, and the data plane of nodes',
  width: 'Width: rate',
  split: 'Parts of one stream',
  flow: 'Moving dots',
  mtls: 'mTLS',
  labels: 'Labels',
  shapes: 'Shapes',
};
const SECTIONS: readonly LegendSection[] = [
  'find',
  'change',
  'health',
  'policy',
  'badges',
  'width',
  'split',
  'flow',
  'mtls',
  'labels',
  'shapes',
];
const SMALL = 'h-6 shrink-0 rounded px-1 text-2xs text-muted hover:bg-sunken hover:text-ink';

/** What width, colour, lock and label mean now: a strip under the map that hides nothing, and every sign on demand. It stands before the first picture, so that its coming moves nothing. */
export function Legend({ openAtFirst }: { readonly openAtFirst: boolean }): ReactNode {
  const [open, setOpen] = useState(openAtFirst);
  const scene = useApp((state) => state.scene);
  const labels = useApp((state) => state.view.labels);
  const overlay = useApp(overlayShown);
  const thresholds = useApp((state) => state.view.thresholds);
  const requestsPerDot = useFlow();
  const id = useId();
  const entries = useMemo(() => legend({ labels, overlay, scene, requestsPerDot }), [labels, overlay, scene, requestsPerDot]);
  const title = policyOverlay(overlay)?.title;
  const Icon = open ? ChevronDown : ChevronUp;
  return (
    <section aria-label="Legend" className="flex shrink-0 items-start gap-2 border-line border-t bg-surface px-2 py-1">
      <h2 className="shrink-0">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className={`${SMALL} flex items-center gap-1 font-semibold`}
        >
          Legend
          <Icon size={12} aria-hidden />
        </button>
      </h2>
      <ul id={id} hidden={!open} className={open ? 'flex min-w-0 flex-1 flex-wrap items-center gap-x-4' : ''}>
        {shortLegend(entries).map((entry) => (
          <LegendRow key={entry.id} entry={entry} />
        ))}
      </ul>
      <div className={open ? '' : 'flex-1'}>
        <Flyout
          name="All signs"
          side="top"
          align="end"
          width="w-72"
          isText
          trigger={
            <button type="button" className={SMALL}>
              All signs
            </button>
          }
        >
          <p className="text-2xs text-muted">
            Health of calls: {limitsText(thresholds, 'http')}
            {thresholds.rules.length === 0 ? '.' : `; before that ${thresholds.rules.map(ruleText).join('; ')}.`}
          </p>
          {SECTIONS.map((section) => (
            <LegendPart
              key={section}
              title={section === 'policy' && title !== undefined ? title : TITLES[section]}
              entries={entries.filter((entry) => entry.section === section)}
            />
          ))}
        </Flyout>
      </div>
    </section>
  );
}

function LegendPart({ title, entries }: { readonly title: string; readonly entries: readonly LegendEntry[] }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <>
      <h3 className="mt-1.5 font-semibold text-2xs text-muted">{title}</h3>
      <ul>
        {entries.map((entry) => (
          <LegendRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </>
  );
}

function LegendRow({ entry }: { readonly entry: LegendEntry }): ReactNode {
  return (
    <li className="flex min-h-6 items-center gap-1.5 text-2xs leading-tight">
      <LegendSign sample={entry.sample} />
      <span>{entry.text}</span>
    </li>
  );
}
