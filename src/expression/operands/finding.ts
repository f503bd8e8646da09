import type { TextOperand } from './operand';

export const finding: TextOperand = {
  id: 'finding',
  type: 'text',
  alone: true,
  needsPolicies: true,
  title: 'findings on it: error, warning, info, or a code; alone: any',
  example: 'finding=error',
  node: ({ id }, { findings }) => findings.get(id) ?? [],
  edge: ({ id }, { findings }) => findings.get(id) ?? [],
};
