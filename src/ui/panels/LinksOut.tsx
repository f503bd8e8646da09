import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { fillLink, type LinkTarget, type LinkTemplate, type LinkValues } from '../../app/link-templates';
import type { Charted } from '../../mesh/charts/chart-views';
import { edgeProvenance, nodeProvenance } from '../../mesh/provenance';
import { displayText } from '../../scene/display-text';
import type { MeshIndex } from '../mesh-index';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { useSource } from '../use-source';
import { edgeValues, groupValues, nodeValues, timeValues } from './link-values';
import { Section } from './Section';
import { useProvenanceContext } from './use-provenance-context';

/** The same thing at the same time in other tools; a link whose placeholders cannot all be filled is not offered. */
export function LinksOut({ of }: { readonly of: Charted }): ReactNode {
  const links = useOffered(of);
  if (links.length === 0) return null;
  return (
    <Section title="Elsewhere" printed={false}>
      <ul className="flex flex-wrap gap-2">
        {links.map(({ title, href }) => (
          <li key={`${title} ${href}`}>
            <a
              href={href}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-sm hover:border-line-strong hover:bg-sunken"
            >
              {displayText(title, 80)}
              <ExternalLink size={13} aria-hidden />
              <span className="sr-only">, opens a new tab</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function useOffered(of: Charted): readonly { readonly title: string; readonly href: string }[] {
  const configured = useApp((state) => state.links);
  const picture = useApp((state) => (state.exposition === undefined ? state.picture : undefined));
  const source = useSource();
  const mesh = useMesh();
  const context = useProvenanceContext();
  if (picture === undefined || mesh === undefined) return [];
  const own = configured.filter((link) => link.for === of.kind);
  const asksPrometheus = own.some(({ template }) => template.includes('{promql}'));
  const links = source === undefined || asksPrometheus ? own : [...own, ...prometheusLink(of.kind, source)];
  const values: LinkValues = {
    ...valuesOf(of, mesh),
    ...timeValues(picture.atSeconds, picture.windowSeconds),
    promql: promqlOf(of, mesh, context),
  };
  return links.flatMap(({ title, template }) => {
    const href = fillLink(template, values);
    return href === undefined ? [] : [{ title, href }];
  });
}

/** A Prometheus that the browser asks itself has a page of its own at the same address. */
function prometheusLink(
  target: LinkTarget,
  { prometheusUrl, mock }: { readonly prometheusUrl: string; readonly mock: boolean },
): readonly LinkTemplate[] {
  if (mock || !/^https?:\/\//i.test(prometheusUrl)) return [];
  const base = prometheusUrl.replace(/\/+$/, '');
  const template = `${base}/graph?g0.expr={promql}&g0.tab=0&g0.range_input={window}&g0.end_input={toIso}&g0.moment_input={toIso}`;
  return [{ title: 'Prometheus', for: target, template }];
}

function valuesOf(of: Charted, mesh: MeshIndex): LinkValues {
  if (of.kind === 'edge') return edgeValues(of.edge, mesh.nodes.get(of.edge.source), mesh.nodes.get(of.edge.target));
  return of.kind === 'node' ? nodeValues(of.node) : groupValues(of.group);
}

/** The first number's query: the rate, or the bytes of TCP. */
function promqlOf(of: Charted, { mesh }: MeshIndex, context: ReturnType<typeof useProvenanceContext>): string | undefined {
  if (of.kind === 'edge') return edgeProvenance(mesh, of.edge, context)[0]?.promql;
  return of.kind === 'node' ? nodeProvenance(mesh, of.node, context)[0]?.promql : undefined;
}
