import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { MeshEdge, MeshNode } from '../../mesh/model';
import { CopyButton } from '../controls/CopyButton';
import { Section } from './Section';

export interface QueryEntry {
  readonly label: string;
  readonly promql: string;
}

export function QueriesOfNode(_: { readonly node: MeshNode }): ReactNode {
  return null;
}

export function QueriesOfEdge(_: { readonly edge: MeshEdge }): ReactNode {
  return null;
}

/** The PromQL behind each number, one click away. */
export function QuerySection({ entries }: { readonly entries: readonly QueryEntry[] }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <Section title="PromQL behind these numbers">
      <ul className="flex flex-col gap-1">
        {entries.map((entry) => (
          <QueryRow key={entry.label} entry={entry} />
        ))}
      </ul>
    </Section>
  );
}

function QueryRow({ entry }: { readonly entry: QueryEntry }): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li>
      <div className="flex items-center gap-2">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="flex min-h-6 min-w-0 flex-1 items-center gap-1 rounded text-left hover:underline"
        >
          <ChevronRight size={14} aria-hidden className={`shrink-0 text-muted ${open ? 'rotate-90' : ''}`} />
          <span className="truncate">{entry.label}</span>
        </button>
        <CopyButton text={entry.promql} what={`the PromQL of ${entry.label}`} />
      </div>
      <PromQl id={id} hidden={!open} promql={entry.promql} />
    </li>
  );
}

export function PromQl({
  promql,
  id,
  hidden = false,
}: {
  readonly promql: string;
  readonly id?: string;
  readonly hidden?: boolean;
}): ReactNode {
  return (
    <pre id={id} hidden={hidden} className="mt-1 whitespace-pre-wrap break-all rounded border border-line bg-sunken p-2 font-mono text-2xs">
      {promql}
    </pre>
  );
}
