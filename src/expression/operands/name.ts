import type { TextOperand } from './operand';
import { workloadsOf } from './workload';

export const name: TextOperand = {
  id: 'name',
  type: 'text',
  title: 'any of its names: as drawn, workload, app, service',
  example: 'name*=pay',
  node: (node) => [node.name, ...(node.app === undefined ? [] : [node.app]), ...(workloadsOf(node) ?? [])],
};
