/** One policy a scope → the mode of a server and of its ports (docs/policies.md §1.1). */
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import type { MtlsMode } from '../model';

/** The policy that counts in each scope, where there is one. */
export interface Winners {
  readonly mesh: PeerAuthentication | undefined;
  readonly namespace: PeerAuthentication | undefined;
  readonly workload: PeerAuthentication | undefined;
}

export interface Modes {
  readonly mode: MtlsMode;
  /** Workload ports that the winning workload policy names. */
  readonly ports: ReadonlyMap<number, MtlsMode>;
}

type Written = 'UNSET' | MtlsMode;

/** As written for the whole policy; no policy says UNSET. */
export function modeOf(policy: PeerAuthentication | undefined): Written {
  return policy?.spec?.mtls?.mode ?? 'UNSET';
}

/** In ascending order; keys that are no ports name none. */
export function portModes(policy: PeerAuthentication | undefined): readonly (readonly [number, Written])[] {
  const entries = [...(policy?.spec?.portLevelMtls ?? [])].map(([port, { mode = 'UNSET' }]) => [Number(port), mode] as const);
  return entries.filter(([port]) => Number.isInteger(port)).sort(([a], [b]) => a - b);
}

/** Mesh, then namespace, then workload override; UNSET inherits. */
export function compose({ mesh, namespace, workload }: Winners): Modes {
  let mode: MtlsMode = 'PERMISSIVE';
  for (const policy of [mesh, namespace, workload]) {
    const written = modeOf(policy);
    if (written !== 'UNSET') mode = written;
  }
  const ports = portModes(workload).map(([port, written]) => [port, written === 'UNSET' ? mode : written] as const);
  return { mode, ports: new Map(ports) };
}
