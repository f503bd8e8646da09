import type { MeshNode } from '../../mesh/model';
import type { TextOperand } from './operand';

/** The workload, or those a service or an app stands for. */
export function workloadsOf({ kind, name, parts, workloads }: MeshNode): readonly string[] | undefined {
  if (kind === 'workload') return [name];
  return workloads ?? parts?.flatMap((part) => part.workloads);
}

export const workload: TextOperand = {
  id: 'workload',
  aliases: ['wl'],
  type: 'text',
  title: 'workload, also of the services and apps it stands behind',
  example: 'workload^=cart-',
  node: workloadsOf,
};
