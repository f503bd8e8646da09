import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { type ChartView, chartViews } from '../../mesh/charts/chart-views';
import { EDGE_CHARTS } from '../../mesh/charts/edge-charts';
import { sideLatencyQuery } from '../../mesh/charts/side-latency';
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
  const more = useMemo(
    () => (mesh === undefined ? [] : chartsOnly(entries, chartViews(mesh, { kind: 'node', node }, context))),
    [mesh, node, context, entries],
  );
  return <Queries numbers={entries} history={more} />;
}

export function QueriesOfEdge({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const mesh = useMesh()?.mesh;
  const context = useProvenanceContext();
  const entries = useMemo(() => (mesh === undefined ? [] : edgeProvenance(mesh, edge, context)), [mesh, edge, context]);
  const more = useMemo(() => {
    if (mesh === undefined) return [];
    const latency = sideLatencyQuery(mesh, edge, context);
    const both = latency === undefined ? [] : [{ label: 'Latency of both sides', promql: latency }];
    return [...chartsOnly(entries, chartViews(mesh, { kind: 'edge', edge }, context)), ...both];
  }, [mesh, edge, context, entries]);
  return <Queries numbers={entries} history={more} />;
}

/** Charts ask the text of the panel's numbers over time; these are what only they ask. */
function chartsOnly(numbers: readonly Provenance[], views: readonly ChartView[]): readonly Provenance[] {
  const listed = new Set(numbers.map(({ promql }) => promql));
  return views.flatMap(({ side, selection }) =>
    EDGE_CHARTS.flatMap((chart) => chart.queries(selection))
      .filter(({ promql }) => !listed.has(promql))
      .map(({ title, promql }) => ({ label: side === undefined ? title : `${selection.protocol} ${side}: ${title}`, promql })),
  );
}

/** The PromQL behind each number, one click away. */
function Queries({ numbers, history }: { readonly numbers: readonly Provenance[]; readonly history: readonly Provenance[] }): ReactNode {
  const exposition = useApp((state) => state.exposition !== undefined);
  if (exposition) return null;
  return (
    <>
      <QuerySection title="PromQL behind these numbers" entries={numbers} />
      <QuerySection title="PromQL of charts and comparisons alone" entries={history} />
    </>
  );
}

function QuerySection({ title, entries }: { readonly title: string; readonly entries: readonly Provenance[] }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <Section title={title}>
      <ul data-unfolded-on-paper className="flex flex-col gap-1">
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
