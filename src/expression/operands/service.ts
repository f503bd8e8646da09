import type { MeshNode, NodeKind } from '../../mesh/model';
import type { TextOperand } from './operand';

const SERVICES: ReadonlySet<NodeKind> = new Set<NodeKind>(['service', 'external', 'passthrough', 'blackhole']);

/** The name of a node that stands for a service or a host; other nodes do not tell theirs. */
export const servicesOf = ({ kind, name }: MeshNode): readonly string[] | undefined => (SERVICES.has(kind) ? [name] : undefined);

export const service: TextOperand = {
  id: 'service',
  aliases: ['svc'],
  type: 'text',
  title: 'service or outside host, where it is a node',
  example: 'service$=.example.com',
  node: servicesOf,
};
