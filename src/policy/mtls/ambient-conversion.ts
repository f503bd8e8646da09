/**
 * What ztunnel makes of PeerAuthentications (docs/policies.md §1.3). It always accepts HBONE; istiod turns STRICT into DENY policies for
 * peers without identity: a static one, or one made of a workload policy with port exceptions. The answers are those of that conversion,
 * with its gaps.
 */
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import type { MtlsMode } from '../model';
import { type Modes, modeOf, portModes, type Winners } from './compose';

export interface AmbientModes extends Modes {
  /** The DENY policies that the ztunnel of the workload gets, as its log names them. */
  readonly policies: readonly string[];
}

/** Policies without any selector field: the only ones that the conversion of a workload policy inherits from. */
export interface Unselective {
  readonly mesh: PeerAuthentication | undefined;
  readonly namespace: PeerAuthentication | undefined;
}

/** A DENY policy refuses plaintext on a port when one of its groups does. */
type Group = (port: number | undefined) => boolean;

const isStrict = (policy: PeerAuthentication | undefined): boolean => modeOf(policy) === 'STRICT';
const inherits = (policy: PeerAuthentication | undefined): boolean => policy === undefined || modeOf(policy) === 'UNSET';
const isOpen = (mode: string): boolean => mode === 'PERMISSIVE' || mode === 'DISABLE';

export function ambientModes(winners: Winners, unselective: Unselective, rootNamespace: string): AmbientModes {
  const { workload } = winners;
  const { refusesAll, refersTo } = attached(winners);
  const groups = workload !== undefined && refersTo ? converted(workload, unselective) : [];
  const refuses = (port: number | undefined): boolean => refusesAll || groups.some((group) => group(port));
  const modeAt = (port: number | undefined): MtlsMode => (refuses(port) ? 'STRICT' : 'PERMISSIVE');
  return {
    mode: modeAt(undefined),
    ports: new Map(portModes(workload).map(([port]) => [port, modeAt(port)])),
    policies: [
      ...(refusesAll ? [`${rootNamespace}/istio_converted_static_strict`] : []),
      ...(groups.length > 0 && workload !== undefined ? [`${workload.namespace}/converted_peer_authentication_${workload.name}`] : []),
    ],
  };
}

/** Whether the workload gets the static policy, and whether it refers to the one made of its workload policy. */
function attached({ mesh, namespace, workload }: Winners): { readonly refusesAll: boolean; readonly refersTo: boolean } {
  const inherited = inherits(namespace) ? isStrict(mesh) : isStrict(namespace);
  const own = modeOf(workload);
  const strict = own === 'UNSET' ? inherited : own === 'STRICT';
  if (workload?.spec?.portLevelMtls === undefined) return { refusesAll: strict, refersTo: false };
  const modes = portModes(workload).map(([, mode]) => mode);
  if (!strict) return { refusesAll: false, refersTo: modes.includes('STRICT') };
  // Below a strict parent, only PERMISSIVE is seen as an exception; in a STRICT workload policy DISABLE is one as well.
  const excepts = own === 'STRICT' ? modes.some(isOpen) : modes.includes('PERMISSIVE');
  return { refusesAll: !excepts, refersTo: excepts };
}

/** The groups of the DENY policy that istiod makes of a workload policy with ports; none = there is no such policy. */
function converted(workload: PeerAuthentication, { mesh, namespace }: Unselective): readonly Group[] {
  const own = modeOf(workload);
  const meshDecides = inherits(namespace) && isStrict(mesh);
  const strictAbove = own === 'STRICT' || (own === 'UNSET' && isStrict(namespace)) || meshDecides;
  const openAbove =
    isOpen(own) || (own === 'UNSET' && (namespace === undefined ? mesh === undefined || !isStrict(mesh) : !isStrict(namespace)));
  const ports = portModes(workload);
  const strictPorts = strictAbove ? [] : ports.flatMap(([port, mode]) => (mode === 'STRICT' ? [port] : []));
  const exceptions = openAbove ? [] : ports.flatMap(([port, mode]) => (isOpen(mode) ? [port] : []));
  if (own === 'STRICT' && exceptions.length === 0) return [];
  const groups: Group[] = strictPorts.map((strictPort) => (port) => port === strictPort);
  if (exceptions.length > 0) groups.push((port) => port === undefined || !exceptions.includes(port));
  return groups;
}
