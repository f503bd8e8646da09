import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useMemo, useState } from 'react';
import type { MeshEdge, MeshNode } from '../../mesh/model';
import { edgeProvenance, nodeProvenance, type Provenance } from '../../mesh/provenance';
import { CopyButton } from '../controls/CopyButton';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { Section } from './Section';
import { useProvenanceContext } from './use-provenance-context';

export function QueriesOfNode({ node }: { readonly node: MeshNode }): ReactNode {
  const mesh = useMesh()?.mesh;
  const context = useProvenanceContext();
  const entries = useMemo(() => (mesh === undefined ? [] : nodeProvenance(mesh, node, context)), [mesh, node, context]);
  return <QuerySection entries={entries} />;
}

export function QueriesOfEdge({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const mesh = useMesh()?.mesh;
  const context = useProvenanceContext();
  const entries = useMemo(() => (mesh === undefined ? [] : edgeProvenance(mesh, edge, context)), [mesh, edge, context]);
  return <QuerySection entries={entries} />;
}

/** The PromQL behind each number, one click away. */
function QuerySection({ entries }: { readonly entries: readonly Provenance[] }): ReactNode {
  const exposition = useApp((state) => state.exposition !== undefined);
  if (entries.length === 0 || exposition) return null;
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

function QueryRow({ entry }: { readonly entry: Provenance }): ReactNode {
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
