/** Reading the effective mode of a server. */
import type { Ref } from '../../istio/ref';
import type { MtlsMode, ServerMtls } from '../model';

/** Mode at a port; undefined = the port is not known and ports differ, or the mode itself is not known. */
export function modeAt({ value, ports, certainty }: ServerMtls, port: number | undefined): MtlsMode | undefined {
  if (certainty === 'unknown') return undefined;
  if (port !== undefined) return ports.get(port) ?? value;
  return [...ports.values()].every((mode) => mode === value) ? value : undefined;
}

/** Modes at these ports; without any, the one mode of the server, where ports do not differ. */
export function modesAt(server: ServerMtls, ports: readonly number[]): readonly (MtlsMode | undefined)[] {
  return ports.length === 0 ? [modeAt(server, undefined)] : ports.map((port) => modeAt(server, port));
}

/** PeerAuthentications that had a say, the deciding one first. */
export function mtlsRefs({ because }: ServerMtls): readonly Ref[] {
  const refs = because.flatMap(({ ref }) => (ref?.kind === 'PeerAuthentication' ? [ref] : []));
  return refs.toReversed();
}
