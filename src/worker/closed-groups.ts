/** Which groups of a picture are drawn as one node. */
import type { MeshBuilder } from '../mesh/build-mesh';
import type { DefaultView } from '../mesh/default-view';
import { createSwallowedBy } from '../mesh/group-tree';
import type { GroupBy, GroupId, MeshGroup } from '../mesh/model';
import type { ShowOptions } from './messages';

export type OpenForm = MeshBuilder['open'];
export type Grouped = Pick<OpenForm, 'groupBy' | 'groups'>;

/** The automatic default, changed by what the user opened and closed; the user's word on a group wins. */
export function closedGroups({ groupBy, groups }: Grouped, automatic: DefaultView, show: ShowOptions): ReadonlySet<GroupId> {
  const opened = new Set<string>(show.opened);
  const closed = new Set<string>(show.closed);
  const isClosed = ({ id }: MeshGroup) => closed.has(id) || (automatic.closed.has(id) && !opened.has(id));
  return new Set(groups.filter((group) => canClose(group, groupBy) && isClosed(group)).map(({ id }) => id));
}

/** Grouped by namespace a namespace is the finest there is. */
const canClose = ({ level }: MeshGroup, groupBy: GroupBy): boolean => groupBy !== 'namespace' || level !== 'namespace';

export const openGroups = ({ groups, groupBy }: Grouped, closed: ReadonlySet<GroupId>): readonly GroupId[] =>
  groups.filter((group) => canClose(group, groupBy) && !closed.has(group.id)).map(({ id }) => id);

/** Whether nothing finer than namespaces is drawn. */
export function allInNamespaces({ groups }: Grouped, closed: ReadonlySet<GroupId>): boolean {
  const swallowedBy = createSwallowedBy(groups, closed);
  return groups.every(({ id, level }) => level !== 'namespace' || swallowedBy(id) !== undefined);
}
