/** The few state classes an element carries: everything that changes with traffic is one of these, never a style value. */
import type { ChangeMark, SceneEdge, SceneGroup, SceneNode } from '../scene/scene';

export const nodeId = (id: string): string => `n:${id}`;
export const edgeId = (id: string): string => `e:${id}`;
export const boxId = (id: string): string => `g:${id}`;

export const BOX_CLASS = 'box';
/** Boxes deeper than this share its class; the tree of groups has no more. */
export const DEEPEST_BOX = 3;

export const boxClasses = ({ depth }: SceneGroup): string => `${BOX_CLASS} depth-${Math.min(depth, DEEPEST_BOX)}`;
export const SELECTED_CLASS = 'selected';
export const FADED_CLASS = 'faded';
/** Gone within the window. */
export const GHOST_CLASS = 'ghost';
/** Carried elsewhere at the moment. */
export const LIFTED_CLASS = 'lifted';
/** Drawn on the canvas above, as bands. */
export const STREAM_CLASS = 'stream';
export const CONFIGURED_CLASS = 'configured';
/** How it differs between two compared moments: the border of a node. */
export const changeClass = (change: ChangeMark): string => `change-${change}`;

export function nodeClasses(node: SceneNode): string {
  const classes = ['node', `shape-${node.shape}`, `tone-${node.tone}`];
  if (node.ring !== undefined) classes.push(`ring-${node.ring}`);
  if (node.configured === true) classes.push(CONFIGURED_CLASS);
  if (node.selected) classes.push(SELECTED_CLASS);
  if (node.change !== undefined) classes.push(changeClass(node.change));
  if (node.ghost === true) classes.push(GHOST_CLASS);
  if (node.faded) classes.push(FADED_CLASS);
  return classes.join(' ');
}

export function edgeClasses(edge: SceneEdge): string {
  const classes = [`tone-${edge.tone}`, `width-${edge.width}`];
  if (edge.line !== 'solid') classes.push(`line-${edge.line}`);
  if (edge.selected) classes.push(SELECTED_CLASS);
  if (edge.faded) classes.push(FADED_CLASS);
  if (edge.stream !== undefined) classes.push(STREAM_CLASS);
  return classes.join(' ');
}
