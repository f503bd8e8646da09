import type { NodeKind } from '../../mesh/model';
import { namespacesOf } from './namespace';
import type { FlagOperand } from './operand';

const NOT_OF_THE_MESH: ReadonlySet<NodeKind> = new Set<NodeKind>(['external', 'passthrough', 'blackhole', 'unknown']);

export const root: FlagOperand = {
  id: 'root',
  aliases: ['trafficsource'],
  type: 'flag',
  title: 'nobody calls it: traffic starts here',
  example: 'root',
  node: (node) => node.root,
};

export const outside: FlagOperand = {
  id: 'outside',
  aliases: ['outsider'],
  type: 'flag',
  title: 'not of the mesh, or of no chosen namespace',
  example: 'outside AND %errin>0',
  node: (node, { namespaces }) => {
    if (NOT_OF_THE_MESH.has(node.kind)) return true;
    if (namespaces.size === 0) return false;
    if (node.kind === 'cluster') return undefined;
    return namespacesOf(node)?.some((namespace) => namespaces.has(namespace)) !== true;
  },
};

export const configured: FlagOperand = {
  id: 'configured',
  type: 'flag',
  title: 'known from configuration alone, without traffic in the window',
  example: 'configured',
  node: (node) => node.configured === true,
};

export const serviceEntry: FlagOperand = {
  id: 'serviceentry',
  aliases: ['se'],
  type: 'flag',
  title: 'a host outside, as a ServiceEntry names it',
  example: 'serviceentry',
  node: ({ kind }) => kind === 'external',
};

export const waypoint: FlagOperand = {
  id: 'waypoint',
  type: 'flag',
  title: 'a waypoint proxy',
  example: 'NOT waypoint',
  node: (node) => node.waypoint === true,
};
