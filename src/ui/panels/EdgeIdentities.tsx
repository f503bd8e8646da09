import { type ReactNode, useMemo, useState } from 'react';
import type { MeshEdge } from '../../mesh/model';
import { edgeIdentities } from '../../mesh/provenance';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import { ProblemCard } from '../controls/ProblemCard';
import { ratioText } from '../text/edge-numbers';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { useQuestion } from '../use-question';
import { identityRows } from './identity-rows';
import { Section } from './Section';
import { useProvenanceContext } from './use-provenance-context';

/** SPIFFE identities of both ends, asked for this one edge and only on demand. */
export function EdgeIdentities({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const mesh = useMesh()?.mesh;
  const context = useProvenanceContext();
  const exposition = useApp((state) => state.exposition !== undefined);
  const [asked, setAsked] = useState(false);
  const promql = useMemo(() => (mesh === undefined ? undefined : edgeIdentities(mesh, edge, context)), [mesh, edge, context]);
  if (promql === undefined || exposition) return null;
  return (
    <Section title="Identities" printed={asked} aside={<CopyButton text={promql} what="the PromQL of the identities" />}>
      {asked ? <Identities promql={promql} /> : <Button onClick={() => setAsked(true)}>Ask who speaks to whom</Button>}
    </Section>
  );
}

function Identities({ promql }: { readonly promql: string }): ReactNode {
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const actions = useActions();
  const { data } = useQuestion({
    queryKey: ['ask', promql, atSeconds],
    queryFn: () => actions.ask(promql),
    placeholderData: (before) => before,
  });
  if (data === undefined) return <p className="text-muted">Asking…</p>;
  if (!data.ok) return <ProblemCard problem={data.problem} />;
  const rows = identityRows(data.samples);
  if (rows.length === 0) return <p className="text-muted">No proxy reported identities in this window.</p>;
  return (
    <ul className="flex flex-col gap-2 text-xs">
      {rows.map((row) => (
        <li key={`${row.source} ${row.destination} ${row.policy}`}>
          <p className="flex justify-between gap-2">
            <span className="font-semibold">{row.policy}</span>
            <span>{ratioText(row.share)}</span>
          </p>
          <p className="break-all font-mono text-2xs">{row.source === undefined ? 'no identity' : displayText(row.source, 200)}</p>
          <p className="break-all font-mono text-2xs">
            → {row.destination === undefined ? 'no identity' : displayText(row.destination, 200)}
          </p>
        </li>
      ))}
    </ul>
  );
}
