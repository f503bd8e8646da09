import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { type LegendEntry, type LegendSection, legend } from '../../scene/legend';
import { useApp } from '../use-app';
import { LegendSign } from './LegendSign';

const SECTIONS: readonly { readonly id: LegendSection; readonly title: string }[] = [
  { id: 'health', title: 'Health' },
  { id: 'width', title: 'Width: rate' },
  { id: 'mtls', title: 'mTLS' },
  { id: 'labels', title: 'Labels' },
  { id: 'shapes', title: 'Shapes' },
];

/** What width, colour, lock and label mean now: read from the tables the drawing uses. */
export function Legend({ openAtFirst }: { readonly openAtFirst: boolean }): ReactNode {
  const [open, setOpen] = useState(openAtFirst);
  const scene = useApp((state) => state.scene);
  const labels = useApp((state) => state.view.labels);
  const id = useId();
  const entries = useMemo(() => (open ? legend({ labels, scene }) : []), [open, labels, scene]);
  if (scene === undefined) return null;
  const Icon = open ? ChevronDown : ChevronUp;
  return (
    <section
      aria-label="Legend"
      className="absolute bottom-3 left-3 flex max-h-[calc(100%-15rem)] max-w-[calc(100%-1.5rem)] flex-col rounded-lg border border-line bg-surface/95 shadow-float"
    >
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex h-7 shrink-0 items-center gap-1.5 rounded-lg px-2.5 font-semibold text-muted text-xs hover:text-ink"
      >
        Legend
        <Icon size={14} aria-hidden />
      </button>
      <div id={id} hidden={!open} className="thin-scroll min-h-0 w-60 overflow-y-auto px-2.5 pb-2">
        {SECTIONS.map(({ id: section, title }) => (
          <LegendPart key={section} title={title} entries={entries.filter((entry) => entry.section === section)} />
        ))}
      </div>
    </section>
  );
}

function LegendPart({ title, entries }: { readonly title: string; readonly entries: readonly LegendEntry[] }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <>
      <h3 className="mt-1.5 text-2xs text-muted">{title}</h3>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id} className="flex items-center gap-2 text-2xs leading-snug">
            <LegendSign sample={entry.sample} />
            <span>{entry.text}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
