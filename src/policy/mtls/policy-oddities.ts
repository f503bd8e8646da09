/** PeerAuthentications that do not do what they seem to say (docs/policies.md §1.5). */

import { type Labels, selects } from '../../istio/labels';
import { compareByAge, decidedByAge, type Ref, refOf, refText } from '../../istio/ref';
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import { childPath } from '../../istio/resources/reader';
import type { Because, Dataplane, ServerMtls } from '../model';
import { compose, modeOf, portModes } from './compose';
import { selectorOf } from './peer-authentications';
import type { ServerModes } from './server-mtls';

export type OddityKind =
  /** Another policy of the same scope is older (or, with `decided` false, may be). */
  | 'several-in-one-scope'
  /** istiod ignores policies with a selector in the root namespace. */
  | 'selector-in-root-namespace'
  /** The port is none of the workload's: it may be meant for a Service port. */
  | 'port-is-no-container-port'
  /** ztunnel knows no DISABLE. */
  | 'disable-on-ambient'
  /** What istiod makes of it for ztunnel is not what it says. */
  | 'lost-for-ztunnel'
  /** Clients send plaintext, for the namespace says so, to a workload that refuses it. */
  | 'namespace-disable-workload-strict';

export interface PolicyOddity {
  readonly kind: OddityKind;
  readonly ref: Ref;
  readonly path: string;
  readonly because: readonly Because[];
  /** The policy that counts instead, for `several-in-one-scope`. */
  readonly winner?: Ref;
  readonly port?: number;
  /** False where creation times that decide are missing. */
  readonly decided: boolean;
}

export interface OddWorkload {
  readonly namespace: string;
  readonly labels: Labels;
  readonly labelsComplete?: boolean;
  readonly dataplane: Dataplane;
  /** Declared container ports; undefined = not known. */
  readonly ports: readonly number[] | undefined;
  /** Ports of Services in front of it. */
  readonly servicePorts: readonly number[];
}

const computed = (sentence: string, policy: PeerAuthentication, path: string): Because => ({
  sentence,
  certainty: 'computed',
  ref: refOf(policy),
  path,
});

/** Of the policies alone, whatever workloads there are. */
export function policyOddities({ policies }: Pick<ServerModes, 'policies'>, rootNamespace: string): readonly PolicyOddity[] {
  return policies.namespaces.flatMap((namespace) => [
    ...overruled(policies.namespaceWide(namespace), namespace === rootNamespace ? 'the mesh' : `namespace ${namespace}`),
    ...(namespace === rootNamespace ? policies.selecting(namespace).map(ignoredInRoot) : []),
  ]);
}

function overruled([winner, ...losers]: readonly PeerAuthentication[], scope: string): readonly PolicyOddity[] {
  if (winner === undefined) return [];
  return losers.map((loser) => severalInScope(winner, loser, scope));
}

function severalInScope(winner: PeerAuthentication, loser: PeerAuthentication, scope: string): PolicyOddity {
  const decided = decidedByAge(winner, loser);
  const sentence = decided
    ? `${refText(loser)} has no effect: ${refText(winner)} for ${scope} is older, and only the oldest counts.`
    : `${refText(loser)} and ${refText(winner)} are both for ${scope}, and only the oldest counts: which one that is, missing creation times do not tell.`;
  return {
    kind: 'several-in-one-scope',
    ref: refOf(loser),
    path: selectorOf(loser).size === 0 ? 'spec' : 'spec.selector',
    winner: refOf(winner),
    decided,
    because: [computed(sentence, loser, 'spec')],
  };
}

function ignoredInRoot(policy: PeerAuthentication): PolicyOddity {
  const sentence = `${refText(policy)} has a selector and stands in the root namespace, where istiod reads only policies without one: it has no effect.`;
  return {
    kind: 'selector-in-root-namespace',
    ref: refOf(policy),
    path: 'spec.selector',
    decided: true,
    because: [computed(sentence, policy, 'spec.selector')],
  };
}

/** Of the policies that reach one workload. `mtls` is what `serverMtls` answers for it. */
export function workloadOddities(
  workload: OddWorkload,
  mtls: ServerMtls,
  { policies, namespaceModes }: Pick<ServerModes, 'policies' | 'namespaceModes'>,
): readonly PolicyOddity[] {
  const { mesh, namespace, workload: candidates } = policies.scopesOf(workload);
  const [own] = candidates;
  const decided = candidates.length === 1;
  const winners = { mesh: mesh[0], namespace: namespace[0], workload: own };
  const found: PolicyOddity[] = [];
  if (own !== undefined) {
    const matching = policies
      .selecting(workload.namespace)
      .filter((policy) => policy !== own && selects(selectorOf(policy), workload.labels));
    for (const other of matching) {
      const [winner, loser] = compareByAge(own, other) <= 0 ? [own, other] : [other, own];
      found.push(severalInScope(winner, loser, 'the same workload'));
    }
    found.push(...unusedPorts(own, workload, decided));
  }
  if (workload.dataplane === 'ambient')
    for (const policy of Object.values(winners)) if (policy !== undefined) found.push(...disablesAmbient(policy, policy === own, decided));
  const lost = mtls.because.find(
    ({ certainty, ref, path }) => certainty === 'assumed' && ref !== undefined && path === 'spec.portLevelMtls',
  );
  if (lost?.ref !== undefined && workload.dataplane === 'ambient')
    found.push({ kind: 'lost-for-ztunnel', ref: lost.ref, path: 'spec.portLevelMtls', decided, because: [lost] });
  const [ofNamespace] = namespaceModes(workload.namespace);
  if (own !== undefined && ofNamespace?.mode === 'DISABLE' && compose(winners).mode === 'STRICT' && workload.dataplane === 'sidecar')
    found.push(strictBelowDisable(own, ofNamespace.ref, decided));
  return found;
}

function unusedPorts(policy: PeerAuthentication, { ports, servicePorts }: OddWorkload, decided: boolean): readonly PolicyOddity[] {
  if (ports === undefined || ports.length === 0) return [];
  return portModes(policy).flatMap(([port]) => {
    if (ports.includes(port)) return [];
    const path = childPath('spec.portLevelMtls', String(port));
    const hint = servicePorts.includes(port) ? ', though a Service has it: portLevelMtls names ports of the workload' : '';
    const sentence = `${refText(policy)} names port ${port}, which no container of the workload declares${hint}.`;
    return [{ kind: 'port-is-no-container-port', ref: refOf(policy), path, port, decided, because: [computed(sentence, policy, path)] }];
  });
}

function disablesAmbient(policy: PeerAuthentication, isOwn: boolean, decided: boolean): readonly PolicyOddity[] {
  const found: PolicyOddity[] = [];
  const note = (path: string, where: string, port?: number): void => {
    const sentence = `${refText(policy)} sets DISABLE${where} for an ambient workload: ztunnel knows no DISABLE and accepts HBONE as well.`;
    const at = port === undefined ? {} : { port };
    found.push({ kind: 'disable-on-ambient', ref: refOf(policy), path, decided, because: [computed(sentence, policy, path)], ...at });
  };
  if (modeOf(policy) === 'DISABLE') note('spec.mtls.mode', '');
  if (isOwn)
    for (const [port, mode] of portModes(policy))
      if (mode === 'DISABLE') note(childPath('spec.portLevelMtls', String(port)), ` on port ${port}`, port);
  return found;
}

function strictBelowDisable(own: PeerAuthentication, disabling: Ref | undefined, decided: boolean): PolicyOddity {
  const sentence = `${refText(own)} makes the workload STRICT, but clients without a DestinationRule send plaintext, for ${disabling === undefined ? 'its namespace' : refText(disabling)} sets DISABLE for the whole namespace.`;
  return {
    kind: 'namespace-disable-workload-strict',
    ref: refOf(own),
    path: 'spec.mtls.mode',
    decided,
    because: [
      computed(sentence, own, 'spec.mtls.mode'),
      ...(disabling === undefined
        ? []
        : [{ sentence: `${refText(disabling)} sets DISABLE.`, certainty: 'computed' as const, ref: disabling, path: 'spec.mtls.mode' }]),
    ],
  };
}
