import { one, type TextOperand } from './operand';

export const app: TextOperand = {
  id: 'app',
  type: 'text',
  title: 'canonical service (the app label)',
  example: 'app=reviews',
  node: (node) => one(node.app),
};
