import { one, type TextOperand } from './operand';

export const version: TextOperand = {
  id: 'version',
  type: 'text',
  alone: true,
  title: 'canonical revision (the version label); alone: any version',
  example: 'version=v2',
  node: ({ version: own, parts }) => one(own) ?? parts?.map((part) => part.version),
};
