import { ArrowLeft } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { comparedShown, differenceShown } from '../../app/difference-shown';
import type { Difference } from '../../inquiry/diff/model';
import { momentText } from '../../lib/range-text';
import type { EdgeId } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import type { EdgeSplit } from '../../scene/streams';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { AwaitedEdge } from '../canary/SplitSection';
import { useSplits } from '../canary/use-splits';
import { ChartFrameProvider } from '../charts/chart-frame';
import { changedEdgeName, changedName } from '../compare/changed-name';
import { IconButton } from '../controls/Button';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { FocusMenu } from '../find/FocusMenu';
import { late } from '../late';
import type { MeshIndex, Selected } from '../mesh-index';
import { findSelected } from '../mesh-index';
import { AddNoteButton } from '../notes/AddNoteButton';
import { Findings } from '../policies/Findings';
import { useFindings } from '../policies/use-findings';
import { edgeName, endName, groupTitle, kindName, nodeName, nodePlace } from '../text/names';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';
import { MeshContext, useMesh } from '../use-mesh';
import { useProblems } from '../use-problems';
import { useWholeIndex } from '../use-whole-index';
import { NodeList } from './NodeList';
import { Overview } from './Overview';
import { Problems } from './Problems';
import { focusPanelTitle, PANEL_TITLE_ID } from './panel-title';

const ChangesPanel = late(async () => (await import('../compare/ChangesPanel')).ChangesPanel);
const ChangeSection = late(async () => (await import('../compare/ChangeSection')).ChangeSection);
const RemovedPanel = late(async () => (await import('../compare/RemovedPanel')).RemovedPanel);
const EdgePanel = late(async () => (await import('./EdgePanel')).EdgePanel);
const GroupPanel = late(async () => (await import('./GroupPanel')).GroupPanel);
const NodePanel = late(async () => (await import('./NodePanel')).NodePanel);

/** What is selected, or the mesh as a whole. */
export function Panel(): ReactNode {
  const selected = useApp((state) => state.view.selected);
  const mesh = useMesh();
  const drawn = selected === undefined || mesh === undefined ? undefined : findSelected(mesh, selected);
  const whole = useWholeIndex(selected !== undefined && drawn === undefined);
  const inside = selected === undefined || whole === undefined ? undefined : findSelected(whole, selected);
  const index = inside === undefined ? mesh : whole;
  return (
    <ErrorBoundary what="The panel" resetKey={selected}>
      <ChartFrameProvider>
        {selected === undefined ? (
          <MeshPanel />
        ) : (
          <MeshContext value={index}>
            <SelectionPanel id={selected} found={drawn ?? inside} mesh={index} />
          </MeshContext>
        )}
      </ChartFrameProvider>
    </ErrorBoundary>
  );
}

const TAB =
  'h-9 shrink-0 whitespace-nowrap border-transparent -outline-offset-2 border-b-2 px-2 text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-ink';

/** Positioned, so that what stands in it for screen readers alone scrolls with it and not the page. */
const SCROLLED = 'thin-scroll relative min-h-0 flex-1 overflow-y-auto';

function MeshPanel(): ReactNode {
  const comparing = useApp((state) => state.view.compare !== undefined);
  const changes = useApp(({ view, picture }) => (view.compare === undefined ? undefined : picture?.difference?.ranked.length));
  const [chosen, setTab] = useState<string>();
  // While two moments are compared, what changed comes first.
  const tab = chosen === 'changes' && !comparing ? 'overview' : (chosen ?? (comparing ? 'changes' : 'overview'));
  const nodes = useMesh()?.mesh.nodes.length ?? 0;
  const problems = useProblems();
  const findings = useFindings();
  return (
    <Tabs.Root value={tab} onValueChange={setTab} className="flex min-h-0 flex-1 flex-col">
      <h2 id={PANEL_TITLE_ID} tabIndex={-1} className="sr-only">
        The mesh
      </h2>
      <Tabs.List aria-label="The mesh" className="flex shrink-0 gap-1 overflow-x-auto border-line border-b px-2">
        {comparing ? (
          <Tabs.Trigger value="changes" className={TAB}>
            Changes {changes ?? ''}
          </Tabs.Trigger>
        ) : null}
        <Tabs.Trigger value="overview" className={TAB}>
          Overview
        </Tabs.Trigger>
        <Tabs.Trigger value="nodes" className={TAB}>
          Nodes {nodes}
        </Tabs.Trigger>
        <Tabs.Trigger value="findings" className={TAB}>
          Findings {findings?.length ?? ''}
        </Tabs.Trigger>
        <Tabs.Trigger value="problems" className={TAB}>
          Problems {problems.length}
        </Tabs.Trigger>
      </Tabs.List>
      {comparing ? (
        <Tabs.Content value="changes" className={SCROLLED}>
          <ChangesPanel />
        </Tabs.Content>
      ) : null}
      <Tabs.Content value="overview" className={SCROLLED}>
        <Overview onAllFindings={() => setTab('findings')} />
      </Tabs.Content>
      <Tabs.Content value="nodes" className={SCROLLED}>
        <NodeList />
      </Tabs.Content>
      <Tabs.Content value="findings" className={SCROLLED}>
        <Findings />
      </Tabs.Content>
      <Tabs.Content value="problems" className={SCROLLED}>
        <Problems problems={problems} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

interface SelectionPanelProps {
  readonly id: string;
  readonly found: Selected | undefined;
  readonly mesh: MeshIndex | undefined;
}

function SelectionPanel({ id, found, mesh }: SelectionPanelProps): ReactNode {
  const actions = useActions();
  const back = () => {
    actions.select(undefined);
    focusPanelTitle();
  };
  const awaited = useSplits().get(id as EdgeId);
  const elsewhere = useElsewhereTitle(id);
  const title = found === undefined || mesh === undefined ? (elsewhere ?? missingTitle(id, mesh, awaited)) : titleOf(found, mesh);
  return (
    <>
      <header className="flex shrink-0 items-start gap-1 border-line border-b py-2 pr-3 pl-2">
        <IconButton label="Back to the mesh" shortcut="Esc" icon={ArrowLeft} onClick={back} className="print:hidden" />
        <div className="min-w-0 flex-1 py-0.5">
          <h2 id={PANEL_TITLE_ID} tabIndex={-1} className="break-words font-semibold text-base leading-snug outline-none">
            {title.name}
          </h2>
          <p className="truncate text-muted text-xs">{title.kind}</p>
        </div>
        <div className="flex print:hidden">
          <AddNoteButton />
          {found === undefined ? null : <FocusMenu of="panel" />}
        </div>
      </header>
      <div className={SCROLLED}>
        {found === undefined ? <Missing id={id} loading={mesh === undefined} /> : <Details key={id} id={id} found={found} />}
      </div>
    </>
  );
}

/** Of what only the compared moment has that is not on show. */
function useElsewhereTitle(id: string): { readonly name: string; readonly kind: string } | undefined {
  const difference = useApp(({ view, picture }) => (view.compare === undefined ? undefined : picture?.difference));
  const nodes = useMesh()?.nodes;
  const edge = difference?.edges.get(id);
  if (nodes === undefined) return undefined;
  if (edge !== undefined) return { name: changedEdgeName(edge, nodes), kind: `Edge · ${PROTOCOL_NAMES[edge.protocol]}` };
  const node = difference?.nodes.get(id);
  return node === undefined ? undefined : { name: changedName(node.id, nodes), kind: 'Node' };
}

function missingTitle(
  id: string,
  mesh: MeshIndex | undefined,
  awaited: EdgeSplit | undefined,
): { readonly name: string; readonly kind: string } {
  if (mesh === undefined || awaited === undefined) return { name: displayText(id), kind: 'Not in this picture' };
  const ends = [awaited.stream.source, awaited.target].map((end) => endName(end, mesh.nodes));
  return { name: ends.join(' → '), kind: 'Part of a split without traffic' };
}

export function titleOf(found: Selected, mesh: MeshIndex): { readonly name: string; readonly kind: string } {
  if (found.kind === 'edge')
    return {
      name: edgeName(found.edge, mesh.nodes),
      kind: `Edge · ${PROTOCOL_NAMES[found.edge.protocol]}`,
    };
  if (found.kind === 'group') return { name: displayText(found.group.name), kind: groupTitle(found.group.level) };
  return { name: nodeName(found.node), kind: `${kindName(found.node.kind)} · ${nodePlace(found.node)}` };
}

function Details({ id, found }: { readonly id: string; readonly found: Selected }): ReactNode {
  const onlyBefore = useApp(
    (state) => isRemoved(differenceShown(state), id) || (differenceShown(state) !== undefined && isRemoved(state.whole?.difference, id)),
  );
  const comparing = useApp((state) => state.view.compare !== undefined);
  // What only the moment before has: nothing of now can be asked of it.
  if (onlyBefore) return <RemovedPanel id={id} edge={found.kind === 'edge' ? found.edge : undefined} />;
  return (
    <>
      {comparing ? <ChangeSection id={id} /> : null}
      <Found found={found} />
    </>
  );
}

const isRemoved = (difference: Difference | undefined, id: string): boolean =>
  difference !== undefined && [...difference.removed.edges, ...difference.removed.nodes].some((one) => one.id === id);

function Found({ found }: { readonly found: Selected }): ReactNode {
  if (found.kind === 'edge') return <EdgePanel edge={found.edge} />;
  if (found.kind === 'group') return <GroupPanel group={found.group} />;
  return <NodePanel node={found.node} />;
}

function Missing({ id, loading }: { readonly id: string; readonly loading: boolean }): ReactNode {
  const ghost = useApp(({ picture }) =>
    [...(picture?.ghosts?.nodes ?? []), ...(picture?.ghosts?.edges ?? [])].find((one) => one.id === id),
  );
  const awaited = useSplits().has(id as EdgeId);
  const compared = useApp(({ view, picture }) => view.compare !== undefined && isCompared(picture?.difference, id));
  const zone = useApp((state) => state.preferences.timeZone);
  const overSpan = useApp(({ span }) => span !== undefined);
  if (compared) return <ElsewhereInTime id={id} />;
  if (awaited) return <AwaitedEdge id={id} />;
  if (ghost !== undefined) {
    const offset = offsetOf(zone);
    const since = momentText(ghost.sinceSeconds, offset);
    if (ghost.yetToCome) return <p className="p-4">Not yet there: the timeline has it from {since} on.</p>;
    return <p className="p-4">{goneText(since, overSpan)}</p>;
  }
  return (
    <p className="p-4 text-muted">
      {loading
        ? 'Waiting for the first picture…'
        : 'The selected thing is not in this picture: nothing flowed there in this window, it stands inside a closed group, or the grouping or scope leaves it out.'}
    </p>
  );
}

const goneText = (since: string, overSpan: boolean): string =>
  overSpan
    ? `Gone since ${since}: the timeline has it before. It keeps its place as long as the timeline is open.`
    : `Gone since ${since}: an earlier picture had it, this one has not. It stays on the map for one window.`;

const isCompared = (difference: Difference | undefined, id: string): boolean =>
  difference?.edges.has(id) === true || difference?.nodes.has(id) === true;

/** The moment on show has it not; the other one has. */
function ElsewhereInTime({ id }: { readonly id: string }): ReactNode {
  const shown = useApp((state) => (comparedShown(state) === 'before' ? 'A' : 'B'));
  return (
    <>
      <p className="border-line border-b px-4 py-3 text-sm">
        It is not there at {shown}, the moment on show; at {shown === 'A' ? 'B' : 'A'} it is.
      </p>
      <ChangeSection id={id} />
    </>
  );
}
