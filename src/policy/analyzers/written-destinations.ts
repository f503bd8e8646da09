/** The destinations of a VirtualService as they are written. */
import type { VirtualService } from '../../istio/resources/virtual-service';

export interface WrittenDestination {
  readonly host: string;
  readonly subset: string;
  /** Absent where no port is asked for. */
  readonly port?: number | undefined;
  readonly asksPort: boolean;
  /** "spec.http[0].route[1].destination". */
  readonly path: string;
  readonly mirror: boolean;
}

interface Destination {
  readonly host?: string;
  readonly subset?: string;
  readonly port?: { readonly number?: number };
}

export function writtenDestinations({ spec = {} }: VirtualService): readonly WrittenDestination[] {
  const all: WrittenDestination[] = [];
  const add = (destination: Destination | undefined, path: string, mirror = false) =>
    all.push({
      host: destination?.host ?? '',
      subset: destination?.subset ?? '',
      port: destination?.port?.number,
      asksPort: destination?.port !== undefined,
      path,
      mirror,
    });
  for (const kind of ['tcp', 'tls', 'http'] as const)
    (spec[kind] ?? []).forEach(({ route = [] }, index) => {
      route.forEach(({ destination }, at) => {
        add(destination, `spec.${kind}[${index}].route[${at}].destination`);
      });
    });
  (spec.http ?? []).forEach(({ mirror, mirrors = [] }, index) => {
    if (mirror !== undefined) add(mirror, `spec.http[${index}].mirror`, true);
    mirrors.forEach(({ destination }, at) => {
      add(destination, `spec.http[${index}].mirrors[${at}].destination`, true);
    });
  });
  return all;
}
