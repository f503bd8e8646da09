import { one, type TextOperand } from './operand';

export const cluster: TextOperand = {
  id: 'cluster',
  type: 'text',
  title: 'cluster',
  example: 'cluster=east',
  node: (node) => one(node.cluster),
};
