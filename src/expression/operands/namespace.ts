import type { MeshNode } from '../../mesh/model';
import { one, type TextOperand } from './operand';

/** Several where a node stands for the rest of the namespaces; a closed cluster does not tell. */
export const namespacesOf = ({ namespace: own, namespaces }: MeshNode): readonly string[] | undefined => namespaces ?? one(own);

export const namespace: TextOperand = {
  id: 'namespace',
  aliases: ['ns'],
  type: 'text',
  title: 'namespace',
  example: 'namespace=shop',
  node: namespacesOf,
};
