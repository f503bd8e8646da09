import { isSick } from '../../mesh/health';
import type { Health } from '../../mesh/model';
import type { ChoiceOperand, FlagOperand } from './operand';

const CHOICES: readonly Health[] = ['failing', 'degraded', 'healthy', 'idle', 'unknown'];

export const healthy: FlagOperand = {
  id: 'healthy',
  type: 'flag',
  title: 'neither degraded nor failing',
  example: 'NOT healthy',
  node: ({ health }) => !isSick(health),
  edge: ({ health }) => !isSick(health),
};

export const health: ChoiceOperand = {
  id: 'health',
  type: 'choice',
  title: 'health by the thresholds',
  example: 'health=failing',
  choices: CHOICES,
  node: (node) => [node.health],
  edge: (edge) => [edge.health],
};

export const idle: FlagOperand = {
  id: 'idle',
  type: 'flag',
  title: 'carries nothing in the window',
  example: 'idle',
  node: (node) => node.health === 'idle',
  edge: (edge) => edge.health === 'idle',
};
