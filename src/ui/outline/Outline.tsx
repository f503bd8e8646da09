import { X } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { GroupId } from '../../mesh/model';
import { AwaitedVersions } from '../canary/AwaitedVersions';
import { IconButton } from '../controls/Button';
import { Segments } from '../controls/Field';
import { GoneThings } from '../gone/GoneThings';
import { OUTLINE_ID } from '../landmarks';
import { findSelected, type MeshIndex, type Selected } from '../mesh-index';
import { useRowEmphasis } from '../table/use-emphasis';
import { describeEdge, describeGroup, describeNode, type Telling } from '../text/sentences';
import { useApp, useAppHandle } from '../use-app';
import { useMesh } from '../use-mesh';
import { useTelling } from '../use-telling';
import { groupOf, idOf, OutlineTree } from './OutlineTree';
import { callKey, groupKey, nodeKey, type OutlineOrder, type OutlineRow, outlineRows } from './outline-rows';

interface OutlineProps {
  readonly onClose: () => void;
  /** A row was chosen by Enter or pointer: the panel is wanted next. */
  readonly onEnter: () => void;
}

/** The graph without a picture: every group, node and edge, in step with what is selected on the map. */
export function Outline({ onClose, onEnter }: OutlineProps): ReactNode {
  const index = useMesh();
  const names = useTelling();
  const openGroups = useApp((state) => state.picture?.openGroups);
  const [order, setOrder] = useState<OutlineOrder>('sick');
  return (
    <nav
      id={OUTLINE_ID}
      aria-label="Outline"
      className="flex min-h-0 w-full flex-1 flex-col border-line bg-surface sm:w-64 sm:flex-none sm:border-r xl:w-72"
    >
      <header className="flex shrink-0 items-center gap-1 border-line border-b px-2 py-1">
        <h2 className="flex-1 font-semibold text-xs">Outline</h2>
        <div className="w-32 shrink-0">
          <Segments
            name="Order of the outline"
            value={order}
            choices={[
              { value: 'sick', label: 'Sickest' },
              { value: 'name', label: 'A–Z' },
            ]}
            onChoose={setOrder}
          />
        </div>
        <IconButton label="Close the outline" shortcut="o" icon={X} onClick={onClose} />
      </header>
      {index === undefined || names === undefined || openGroups === undefined ? (
        <p className="p-3 text-muted">Groups, nodes and edges stand here as soon as there is a picture.</p>
      ) : (
        <Rows index={index} names={names} openGroups={openGroups} order={order} onEnter={onEnter} onClose={onClose} />
      )}
      <AwaitedVersions />
      <GoneThings />
    </nav>
  );
}

interface RowsProps {
  readonly index: MeshIndex;
  readonly names: Telling;
  readonly openGroups: readonly string[];
  readonly order: OutlineOrder;
  readonly onEnter: () => void;
  readonly onClose: () => void;
}

/** `group`: one that is opened or closed goes on as another row. */
interface Active {
  readonly key: string;
  readonly group?: string | undefined;
}

const NONE: ReadonlySet<string> = new Set();

function Rows({ index, names, openGroups, order, onEnter, onClose }: RowsProps): ReactNode {
  const app = useAppHandle();
  const selected = useApp((state) => state.view.selected);
  const [toggled, setToggled] = useState(NONE);
  const [active, setActive] = useState<Active>();
  const emphasis = useRowEmphasis();
  const rows = useMemo(
    () =>
      outlineRows(index, {
        openGroups: new Set(openGroups),
        toggled,
        order,
        nodeRemoved: emphasis?.nodeRemoved,
        edgeRemoved: emphasis?.edgeRemoved,
      }),
    [index, openGroups, toggled, order, emphasis],
  );
  const activeRow =
    rows.find(({ key }) => key === active?.key) ?? rows.find((row) => active?.group !== undefined && groupOf(row) === active.group);

  // What is selected elsewhere is unfolded and becomes the row the tab key comes to.
  const [followed, setFollowed] = useState<string>();
  useEffect(() => {
    if (selected === followed) return;
    setFollowed(selected);
    if (selected === undefined || (activeRow !== undefined && idOf(activeRow) === selected)) return;
    const way = wayTo(index, selected);
    if (way === undefined) return;
    setToggled((before) => new Set([...before].filter((key) => !way.groups.includes(key)).concat(way.nodes)));
    setActive({ key: way.key });
  }, [selected, followed, activeRow, index]);

  const fold = (keys: readonly string[]) =>
    setToggled((before) => {
      const after = new Set(before);
      for (const key of keys) if (!after.delete(key)) after.add(key);
      return after;
    });
  const choose = (row: OutlineRow) => {
    if (row.kind === 'callers') {
      fold([row.key]);
      return;
    }
    app.actions.select(idOf(row));
    app.canvas?.reveal(idOf(row));
    onEnter();
  };
  if (rows.length === 0) return <p className="p-3 text-muted">Nothing flowed in this window.</p>;
  return (
    <OutlineTree
      rows={rows}
      active={activeRow?.key ?? rows[0]?.key}
      labelOf={(row) => sentenceOf(row, names)}
      onActive={(row) => setActive({ key: row.key, group: groupOf(row) })}
      onFold={fold}
      onChoose={choose}
      onEscape={selected === undefined ? onClose : undefined}
    />
  );
}

function sentenceOf(row: OutlineRow, names: Telling): string {
  if (row.kind === 'group') return describeGroup(row.group, true);
  if (row.kind === 'node') return describeNode(row.node, names);
  if (row.kind === 'edge') return describeEdge(row.edge, names);
  return `Called by ${row.count}`;
}

/** The row of a selected thing, the groups to unfold on the way and the node whose calls must show. */
function wayTo(
  index: MeshIndex,
  id: string,
): { readonly key: string; readonly groups: readonly string[]; readonly nodes: readonly string[] } | undefined {
  const found = findSelected(index, id);
  if (found === undefined) return undefined;
  const groups: string[] = [];
  for (let at = groupAround(index, found); at !== undefined; at = index.groups.get(at)?.parent) groups.push(groupKey(at));
  if (found.kind === 'group') return { key: groupKey(found.group.id), groups, nodes: [] };
  if (found.kind === 'node') return { key: nodeKey(found.node.id), groups, nodes: [] };
  return { key: callKey(found.edge.source, found.edge.id), groups, nodes: [nodeKey(found.edge.source)] };
}

function groupAround(index: MeshIndex, found: Selected): GroupId | undefined {
  if (found.kind === 'group') return found.group.parent;
  return found.kind === 'node' ? found.node.group : index.nodes.get(found.edge.source)?.group;
}
