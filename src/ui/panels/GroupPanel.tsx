import { type ReactNode, useMemo } from 'react';
import type { MeshGroup } from '../../mesh/model';
import { ChartSection } from '../charts/ChartSection';
import { Button } from '../controls/Button';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { NodeRows } from './NodeList';
import { sickFirst } from './order-nodes';
import { Section } from './Section';

/** An open namespace: who is in it, the sick first. */
export function GroupPanel({ group }: { readonly group: MeshGroup }): ReactNode {
  const index = useMesh();
  const open = useApp((state) => state.picture?.openGroups.includes(group.id) === true);
  const actions = useActions();
  const members = useMemo(() => sickFirst(group.members.flatMap((id) => index?.nodes.get(id) ?? [])), [group, index]);
  const charted = useMemo(() => ({ kind: 'group', group }) as const, [group]);
  return (
    <>
      <Section title="Namespace">
        <p>
          {members.length} {members.length === 1 ? 'node' : 'nodes'} drawn,{' '}
          {group.sickMembers === 0 ? 'none sick' : `${group.sickMembers} sick`}.
        </p>
        <Button className="mt-2" onClick={() => actions.toggleGroup(group.id)}>
          {open ? 'Close this namespace' : 'Open this namespace'}
        </Button>
      </Section>
      <ChartSection charted={charted} />
      <Section title={`Members (${members.length})`}>
        <NodeRows nodes={members} />
      </Section>
    </>
  );
}
