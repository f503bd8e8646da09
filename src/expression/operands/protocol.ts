import type { ChoiceOperand } from './operand';

export const protocol: ChoiceOperand = {
  id: 'protocol',
  type: 'choice',
  title: 'protocol',
  example: 'protocol=grpc',
  choices: ['http', 'grpc', 'tcp'],
  edge: (edge) => [edge.protocol],
};
