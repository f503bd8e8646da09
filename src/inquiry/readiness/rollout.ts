/** The PeerAuthentications to copy, in the order in which Istio's own migration goes: workload, namespace, mesh (docs/readiness.md). */
import type { Labels } from '../../istio/labels';
import { compareByAge } from '../../istio/ref';
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import { oneLine } from '../../lib/one-line';
import { yamlText } from '../../lib/yaml-text';
import { workloadKey } from '../../policy/keys';
import type { MtlsMode } from '../../policy/model';
import { modeOf } from '../../policy/mtls/compose';
import { selectorOf } from '../../policy/mtls/peer-authentications';
import type { PortException, ReadinessVerdict, RolloutStage, WorkloadReadiness } from './answer';
import { momentText, sumsText } from './figures';
import type { Knowledge } from './knowledge';
import { ownPolicy } from './own-policy';
import { selectorFor } from './own-selector';

export interface RolloutSubject {
  readonly namespace: string;
  readonly verdict: ReadinessVerdict;
  readonly already: boolean;
  /** Something that would show plaintext is missing: nothing is to be made STRICT now. */
  readonly doubted: boolean;
  readonly workloads: readonly WorkloadReadiness[];
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** Empty where the namespace is STRICT already or nothing of it is known, and for the root namespace. */
export function rolloutOf(subject: RolloutSubject, knowledge: Knowledge | undefined): readonly RolloutStage[] {
  const { namespace, verdict, already, doubted, workloads } = subject;
  // There a policy without selector is the mesh's, and one with a selector is ignored (docs/policies.md §1.1).
  if (already || workloads.length === 0 || namespace === rootOf(knowledge)) return [];
  if (verdict === 'ready') return [namespaceStage(subject, knowledge, 'STRICT for the namespace'), meshStage(knowledge)];
  const coverable =
    !doubted &&
    verdict === 'not-ready' &&
    workloads.every((each) => each.verdict === 'ready' || (each.verdict === 'not-ready' && each.excepted));
  if (coverable)
    return [
      namespaceStage(subject, knowledge, 'STRICT with exceptions, now'),
      { title: 'Without exceptions, later', says: 'When nothing needs the excepted ports any more, delete the policies that except them.' },
    ];
  const early = earlyStage(subject, knowledge);
  return [
    ...permissiveStage(subject, knowledge),
    ...(early === undefined ? [] : [early]),
    {
      ...namespaceStage(subject, knowledge, 'STRICT for the namespace, when nothing above stands in the way any more'),
      says: `Not yet: ask again first. ${verdict === 'not-ready' ? 'Some callers would be refused.' : `Nobody can say whom it would refuse in ${namespace}.`}`,
    },
  ];
}

/** Under DISABLE callers send plaintext on purpose: only PERMISSIVE shows who cannot do otherwise (docs/policies.md §1.4). */
function permissiveStage({ namespace, workloads }: RolloutSubject, knowledge: Knowledge | undefined): readonly RolloutStage[] {
  if (!workloads.some(({ mode }) => mode?.value === 'DISABLE')) return [];
  return [
    {
      title: 'PERMISSIVE first, now',
      says: 'Callers with a proxy then send mutual TLS by themselves, and who still sends plaintext afterwards is who stands in the way.',
      yaml: policy(namespace, widePolicy(namespace, knowledge)?.name ?? 'default', { mode: 'PERMISSIVE' }),
    },
  ];
}

/** The namespace-wide policy that counts now. */
function widePolicy(namespace: string, knowledge: Knowledge | undefined): PeerAuthentication | undefined {
  return knowledge?.inventory
    .of('PeerAuthentication')
    .filter((each) => each.namespace === namespace && selectorOf(each).size === 0)
    .toSorted(compareByAge)[0];
}

function namespaceStage(subject: RolloutSubject, knowledge: Knowledge | undefined, title: string): RolloutStage {
  const { namespace } = subject;
  const wide = widePolicy(namespace, knowledge);
  const head = [
    `# ${namespace}: ${momentText(subject.fromSeconds)} to ${momentText(subject.toSeconds)}.`,
    ...subject.workloads.map((each) => `# ${each.name}: ${wordsOf(each)}.`),
    ...(wide === undefined ? [] : [`# Takes the place of ${wide.name}, which says ${modeOf(wide)} now.`]),
  ];
  const exceptions = subject.workloads
    .filter((each) => each.exceptions.length > 0 && each.excepted)
    .map((each) => exceptionOf(each, knowledge));
  return {
    title,
    says: 'Apply it, watch for response flags UF and UC and for refused probes, and keep the old policy at hand.',
    yaml: [[...head.map(oneLine), policy(namespace, wide?.name ?? 'default')].join('\n'), ...exceptions].join('---\n'),
  };
}

const wordsOf = (each: WorkloadReadiness): string => {
  if (each.already) return 'STRICT already';
  return each.verdict === 'cannot-tell' ? 'cannot tell' : sumsText(each);
};

/** Workloads that are ready while the namespace is not. */
function earlyStage({ namespace, workloads }: RolloutSubject, knowledge: Knowledge | undefined): RolloutStage | undefined {
  const ready = workloads.filter(
    ({ verdict, already, dataplane }) => verdict === 'ready' && !already && ['sidecar', 'ambient'].includes(dataplane),
  );
  const policies = ready.flatMap((each) => {
    const selector = selectorFor(each, knowledge);
    return selector === undefined || isSelected(each, knowledge) ? [] : [policy(namespace, `${each.name}-strict`, { selector })];
  });
  if (policies.length === 0) return undefined;
  return {
    title: 'STRICT for the workloads that are ready, now',
    says: 'They stay STRICT whatever the namespace says; delete these policies when the namespace is STRICT.',
    yaml: policies.join('---\n'),
  };
}

function exceptionOf(each: WorkloadReadiness, knowledge: Knowledge | undefined): string {
  const { namespace, name, exceptions } = each;
  const why = exceptions.map(({ port, sentence }) => oneLine(`# ${name}, port ${port}: ${sentence}`));
  const winner = isSelected(each, knowledge);
  const selector = selectorFor(each, knowledge);
  if (winner !== undefined)
    return [...why, oneLine(`# ${winner} selects it already, and only one policy counts: add the ports there.`), ''].join('\n');
  if (selector === undefined)
    return [...why, '# No label tells it from the other workloads: give it one, and select it by that.', ''].join('\n');
  return [...why, policy(namespace, `${name}-ports`, { selector, exceptions })].join('\n');
}

/** The policy with a selector that counts for the workload now. */
function isSelected({ namespace, name }: WorkloadReadiness, knowledge: Knowledge | undefined): string | undefined {
  const facts = knowledge?.facts.workloads.get(workloadKey(namespace, name));
  return knowledge === undefined || facts === undefined ? undefined : ownPolicy(facts, knowledge.inventory)?.name;
}

function meshStage(knowledge: Knowledge | undefined): RolloutStage {
  const root = rootOf(knowledge);
  return {
    title: 'STRICT for the mesh, last',
    says: `When every namespace is STRICT, one policy in ${root} says it for all, and for namespaces to come.`,
    yaml: policy(root, 'default'),
  };
}

const rootOf = (knowledge: Knowledge | undefined): string => knowledge?.rootNamespace ?? 'istio-system';

interface Written {
  readonly mode?: MtlsMode;
  readonly selector?: Labels;
  readonly exceptions?: readonly PortException[];
}

function policy(namespace: string, name: string, { mode = 'STRICT', selector, exceptions = [] }: Written = {}): string {
  const lines = [
    'apiVersion: security.istio.io/v1',
    'kind: PeerAuthentication',
    'metadata:',
    `  name: ${yamlText(name)}`,
    `  namespace: ${yamlText(namespace)}`,
    'spec:',
    ...(selector === undefined
      ? []
      : ['  selector:', '    matchLabels:', ...[...selector].map(([label, value]) => `      ${yamlText(label)}: ${yamlText(value)}`)]),
    '  mtls:',
    `    mode: ${mode}`,
    ...(exceptions.length === 0
      ? []
      : ['  portLevelMtls:', ...exceptions.flatMap(({ port }) => [`    "${port}":`, '      mode: PERMISSIVE'])]),
  ];
  return `${lines.join('\n')}\n`;
}
