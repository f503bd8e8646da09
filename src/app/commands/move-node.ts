import type { Command } from '../app-types';

/** Of the selected node; an edge or an open group has no place of its own. */
export const moveNode: Command = {
  id: 'move-node',
  title: 'Move the selected node with the arrow keys',
  group: 'map',
  key: 'm',
  run({ getState, actions }) {
    const { scene, view } = getState();
    const node = scene?.nodes.find(({ id, group }) => id === view.selected || (group !== undefined && group === view.selected));
    if (node !== undefined) actions.startMoving(node.id);
  },
};
