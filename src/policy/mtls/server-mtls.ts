/** Which transport a workload accepts, with the chain that decides it (docs/policies.md §1.1, §1.3). */
import type { Inventory } from '../../istio/inventory';
import type { MeshConfig } from '../../istio/mesh-config';
import { type Ref, refOf, refText } from '../../istio/ref';
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import { childPath } from '../../istio/resources/reader';
import type { Because, Certainty, Dataplane, MtlsMode, ServerMtls } from '../model';
import { type AmbientModes, ambientModes } from './ambient-conversion';
import { compose, type Modes, modeOf, portModes, type Winners } from './compose';
import {
  type Candidates,
  createPeerAuthentications,
  type PeerAuthentications,
  type Scopes,
  type SelectedWorkload,
} from './peer-authentications';

export interface ServedWorkload extends SelectedWorkload {
  readonly dataplane: Dataplane;
}

/** The mode of a namespace as clients read it: the most specific of its own and the mesh's policy (docs/policies.md §1.4). */
export interface NamespaceMode {
  /** undefined = no policy of the namespace or the mesh. */
  readonly mode: MtlsMode | undefined;
  readonly ref?: Ref;
}

export interface ServerModes {
  readonly policies: PeerAuthentications;
  readonly serverMtls: (workload: ServedWorkload) => ServerMtls;
  /** istiod's answer first, then others that missing creation times leave open. */
  readonly namespaceModes: (namespace: string) => readonly NamespaceMode[];
}

export type MtlsMesh = Pick<MeshConfig, 'rootNamespace' | 'certainty'>;

/** More open orders than these are not tried one by one; the first ones already tell that the answer is open. */
const MOST_OUTCOMES = 64;

export function createServerModes(inventory: Inventory, mesh: MtlsMesh): ServerModes {
  const policies = createPeerAuthentications(inventory, mesh.rootNamespace);
  const isKnown = inventory.knows('PeerAuthentication');
  const namespaceModes = new Map<string, readonly NamespaceMode[]>();
  const answers = new Map<string, ServerMtls>();
  return {
    policies,
    serverMtls: (workload) => {
      const scopes = policies.scopesOf(workload);
      // Mesh and namespace have one answer each, so these tell all workloads apart that differ.
      const key = JSON.stringify([workload.dataplane, workload.namespace, scopes.workload.map((policy) => policy?.name)]);
      const known = answers.get(key) ?? answer(workload, scopes, policies, mesh, isKnown);
      answers.set(key, known);
      return known;
    },
    namespaceModes: (namespace) => {
      const known = namespaceModes.get(namespace) ?? modesOfNamespace(policies, namespace);
      namespaceModes.set(namespace, known);
      return known;
    },
  };
}

interface Outcome {
  readonly winners: Winners;
  readonly modes: Modes | AmbientModes;
}

function answer(workload: ServedWorkload, scopes: Scopes, policies: PeerAuthentications, mesh: MtlsMesh, isKnown: boolean): ServerMtls {
  const isAmbient = workload.dataplane === 'ambient';
  const outcomes = combinations(scopes).map((winners): Outcome => {
    if (!isAmbient) return { winners, modes: compose(winners) };
    return { winners, modes: ambientModes(winners, unselective(winners, workload.namespace, policies, mesh), mesh.rootNamespace) };
  });
  const [first] = outcomes;
  if (first === undefined) return { value: 'PERMISSIVE', certainty: 'unknown', because: [], ports: new Map() };
  const alternatives = outcomes.map(({ modes }) => modes).filter((modes) => !sameModes(modes, first.modes));
  const reasons = chain(first, workload, mesh, isKnown);
  const open = alternatives.length === 0 ? [] : [openOrder(scopes)];
  return {
    value: first.modes.mode,
    ports: first.modes.ports,
    certainty: open.length > 0 ? 'unknown' : weakest(reasons),
    because: [...reasons, ...open],
    ...(alternatives.length === 0 ? {} : { alternatives: alternatives.map(({ mode, ports }) => ({ mode, ports })) }),
    ...('policies' in first.modes && first.modes.policies.length > 0 ? { ztunnelPolicies: first.modes.policies } : {}),
  };
}

function combinations({ mesh, namespace, workload }: Record<keyof Winners, Candidates>): readonly Winners[] {
  const all: Winners[] = [];
  for (const ofMesh of mesh)
    for (const ofNamespace of namespace)
      for (const ofWorkload of workload)
        if (all.length < MOST_OUTCOMES) all.push({ mesh: ofMesh, namespace: ofNamespace, workload: ofWorkload });
  return all;
}

/** The conversion for ztunnel inherits from policies without a selector field only; one with an empty selector is passed over. */
function unselective({ mesh: ofMesh, namespace: ofNamespace }: Winners, namespace: string, policies: PeerAuthentications, mesh: MtlsMesh) {
  const pick = (winner: PeerAuthentication | undefined, from: string): PeerAuthentication | undefined =>
    winner !== undefined && winner.spec?.selector === undefined
      ? winner
      : policies.namespaceWide(from).find(({ spec }) => spec?.selector === undefined);
  return { mesh: pick(ofMesh, mesh.rootNamespace), namespace: pick(ofNamespace, namespace) };
}

function sameModes(a: Modes, b: Modes): boolean {
  return a.mode === b.mode && a.ports.size === b.ports.size && [...a.ports].every(([port, mode]) => b.ports.get(port) === mode);
}

const SCOPES = [
  ['mesh', 'for the mesh'],
  ['namespace', 'for its namespace'],
  ['workload', 'for the workload'],
] as const;

function chain({ winners, modes }: Outcome, workload: ServedWorkload, mesh: MtlsMesh, isKnown: boolean): readonly Because[] {
  const reasons: Because[] = [];
  let settled = false;
  for (const [scope, meant] of SCOPES) {
    const policy = winners[scope];
    if (policy === undefined) continue;
    const mode = modeOf(policy);
    const certainty: Certainty = scope === 'mesh' && mesh.certainty === 'assumed' && meshDecides(winners) ? 'assumed' : 'computed';
    const said = mode === 'UNSET' ? `leaves the mode ${meant} unset: it is inherited` : `sets ${mode} ${meant}`;
    if (mode !== 'UNSET') settled = true;
    reasons.push({ sentence: `${refText(policy)} ${said}.`, certainty, ref: refOf(policy), path: pathOfMode(policy) });
  }
  if (!settled) reasons.unshift(defaultMode(isKnown, mesh));
  reasons.push(...portReasons(winners.workload, modes));
  if (workload.dataplane === 'ambient') reasons.push(...ambientReasons(winners, modes));
  if (workload.dataplane === 'none')
    reasons.push({
      sentence: 'The workload has no proxy, so nothing enforces its mode: it gets what callers send.',
      certainty: 'computed',
    });
  return reasons;
}

function meshDecides({ namespace, workload }: Winners): boolean {
  return modeOf(namespace) === 'UNSET' && modeOf(workload) === 'UNSET';
}

function pathOfMode({ spec }: PeerAuthentication): string {
  return spec?.mtls?.mode === undefined ? 'spec' : 'spec.mtls.mode';
}

function defaultMode(isKnown: boolean, mesh: MtlsMesh): Because {
  if (!isKnown) return { sentence: "No PeerAuthentication is known: Istio's default, PERMISSIVE, stands in.", certainty: 'assumed' };
  const assumed = mesh.certainty === 'assumed' ? ` (with ${mesh.rootNamespace} taken for the root namespace)` : '';
  return {
    sentence: `No PeerAuthentication sets a mode${assumed}: Istio's default is PERMISSIVE.`,
    certainty: mesh.certainty === 'assumed' ? 'assumed' : 'computed',
  };
}

function portReasons(policy: PeerAuthentication | undefined, modes: Modes): readonly Because[] {
  if (policy === undefined) return [];
  return portModes(policy).map(([port, written]) => {
    const said =
      written === 'UNSET' ? `leaves port ${port} unset: ${modes.ports.get(port)} is inherited` : `sets ${written} on port ${port}`;
    const path = childPath('spec.portLevelMtls', String(port));
    return { sentence: `${refText(policy)} ${said}.`, certainty: 'computed', ref: refOf(policy), path };
  });
}

function ambientReasons(winners: Winners, modes: Modes): readonly Because[] {
  const written = compose(winners);
  const tolerant = (mode: MtlsMode | undefined) => (mode === 'DISABLE' ? 'PERMISSIVE' : mode);
  const reasons: Because[] = [];
  if (written.mode === 'DISABLE' || [...written.ports.values()].includes('DISABLE'))
    reasons.push({ sentence: 'ztunnel knows no DISABLE: it accepts plaintext and HBONE, as with PERMISSIVE.', certainty: 'computed' });
  const differs = [...modes.ports].filter(([port, mode]) => tolerant(written.ports.get(port)) !== mode).map(([port]) => `port ${port}`);
  if (tolerant(written.mode) !== modes.mode) differs.unshift('ports it does not name');
  if (differs.length > 0)
    reasons.push({
      sentence: `istiod's conversion for ztunnel is not what is written for ${differs.join(', ')}: exceptions or strictness of ports are lost there.`,
      certainty: 'assumed',
      ...(winners.workload === undefined ? {} : { ref: refOf(winners.workload), path: 'spec.portLevelMtls' }),
    });
  return reasons;
}

function openOrder(scopes: Record<keyof Winners, Candidates>): Because {
  const open = Object.values(scopes).filter((candidates) => candidates.length > 1);
  const names = [...new Set(open.flat().flatMap((policy) => (policy === undefined ? [] : [refText(policy)])))];
  return {
    sentence: `Which policy counts is not known, for creation times or labels of the workload are missing: ${names.join(', ')}.`,
    certainty: 'unknown',
  };
}

function weakest(reasons: readonly Because[]): Certainty {
  return reasons.some(({ certainty }) => certainty === 'assumed') ? 'assumed' : 'computed';
}

/** Workload policies do not count here; UNSET of a namespace inherits the mesh's mode. */
function modesOfNamespace(policies: PeerAuthentications, namespace: string): readonly NamespaceMode[] {
  const { mesh, namespace: own } = policies.scopesOf({ namespace, labels: new Map() });
  const found = combinations({ mesh, namespace: own, workload: [undefined] }).map((winners): NamespaceMode => {
    const decider = modeOf(winners.namespace) === 'UNSET' ? (winners.mesh ?? winners.namespace) : winners.namespace;
    if (decider === undefined) return { mode: undefined };
    return { mode: compose({ ...winners, workload: undefined }).mode, ref: refOf(decider) };
  });
  return found.filter(({ mode }, index) => found.findIndex((each) => each.mode === mode) === index);
}
