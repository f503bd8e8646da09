import { rankNumber } from '../units';
import type { NumberOperand } from './operand';

export const rank: NumberOperand = {
  id: 'rank',
  type: 'number',
  unit: rankNumber,
  title: 'place by incoming edges: 1 is called by the most',
  example: 'rank<=3',
  node: ({ id }, { ranks }) => ranks.get(id),
};
