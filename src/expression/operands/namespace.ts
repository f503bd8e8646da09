import { one, type TextOperand } from './operand';

export const namespace: TextOperand = {
  id: 'namespace',
  aliases: ['ns'],
  type: 'text',
  title: 'namespace',
  example: 'namespace=shop',
  node: (node) => one(node.namespace),
};
