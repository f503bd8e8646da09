import type { NodeKind } from '../../mesh/model';
import type { ChoiceOperand } from './operand';

/** One version of an app is an app, as Kiali has it. */
const WORDS: Readonly<Record<NodeKind, string>> = {
  workload: 'workload',
  app: 'app',
  versionedApp: 'app',
  service: 'service',
  external: 'external',
  passthrough: 'passthrough',
  blackhole: 'blackhole',
  unknown: 'unknown',
  namespace: 'namespace',
  restOfNamespaces: 'namespace',
  cluster: 'cluster',
  appGroup: 'app',
};

export const nodeKind: ChoiceOperand = {
  id: 'node',
  aliases: ['kind'],
  type: 'choice',
  title: 'what the node stands for',
  example: 'node=workload',
  definite: true,
  choices: Array.from(new Set(Object.values(WORDS))),
  abbreviations: new Map([
    ['wl', 'workload'],
    ['svc', 'service'],
    ['ns', 'namespace'],
  ]),
  node: ({ kind }) => [WORDS[kind]],
};
