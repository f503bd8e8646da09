import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { type LegendEntry, type LegendSection, legend } from '../../scene/legend';
import { useApp } from '../use-app';
import { LegendSign } from './LegendSign';
import { shortLegend } from './short-legend';

const TITLES: Readonly<Record<LegendSection, string>> = {
  health: 'Health',
  width: 'Width: rate',
  mtls: 'mTLS',
  labels: 'Labels',
  shapes: 'Shapes',
};
const SECTIONS: readonly LegendSection[] = ['health', 'width', 'mtls', 'labels', 'shapes'];

/** What width, colour, lock and label mean now: read from the tables the drawing uses. Short at first, so that the map keeps the room. */
export function Legend({ openAtFirst }: { readonly openAtFirst: boolean }): ReactNode {
  const [open, setOpen] = useState(openAtFirst);
  const [all, setAll] = useState(false);
  const scene = useApp((state) => state.scene);
  const labels = useApp((state) => state.view.labels);
  const id = useId();
  const entries = useMemo(() => (open ? legend({ labels, scene }) : []), [open, labels, scene]);
  if (scene === undefined || scene.nodes.length === 0) return null;
  const shown = all ? entries : shortLegend(entries);
  const Icon = open ? ChevronDown : ChevronUp;
  return (
    <section
      aria-label="Legend"
      className="absolute bottom-3 left-3 flex max-h-[calc(100%-4rem)] sm:max-h-[calc(100%-15.5rem)] min-h-7 max-w-[calc(100%-1.5rem)] flex-col rounded-lg border border-line bg-surface shadow-float"
    >
      <div className="flex h-7 shrink-0 items-center justify-between gap-3 px-2.5 text-xs">
        <h2 className="h-full font-semibold text-muted">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
            className="flex h-full items-center gap-1.5 hover:text-ink"
          >
            Legend
            <Icon size={14} aria-hidden />
          </button>
        </h2>
        {open ? (
          <button
            type="button"
            aria-pressed={all}
            onClick={() => setAll(!all)}
            className="h-full text-2xs text-muted hover:text-ink hover:underline"
          >
            {all ? 'Fewer signs' : 'All signs'}
          </button>
        ) : null}
      </div>
      <div id={id} hidden={!open} className="thin-scroll min-h-0 w-56 overflow-y-auto px-2.5 pb-2">
        {SECTIONS.map((section) => (
          <LegendPart key={section} title={TITLES[section]} entries={shown.filter((entry) => entry.section === section)} />
        ))}
      </div>
    </section>
  );
}

function LegendPart({ title, entries }: { readonly title: string; readonly entries: readonly LegendEntry[] }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <>
      <h3 className="mt-1 text-2xs text-muted">{title}</h3>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id} className="flex min-h-4 items-center gap-2 text-2xs leading-tight">
            <LegendSign sample={entry.sample} />
            <span>{entry.text}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
