import type { ChoiceOperand } from './operand';

export const reporter: ChoiceOperand = {
  id: 'reporter',
  type: 'choice',
  title: 'whose numbers are shown',
  example: 'reporter=destination',
  choices: ['source', 'waypoint', 'destination'],
  edge: (edge) => [edge.reporter],
};
