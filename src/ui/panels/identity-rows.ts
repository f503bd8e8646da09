/** Who spoke to whom by identity: the answer of one question as table rows. */
import type { InstantSample, Labels } from '../../prometheus/client-types';

export interface IdentityRow {
  /** SPIFFE id; undefined when the proxy knew none (plaintext, or outside the mesh). */
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly policy: 'encrypted' | 'plaintext' | 'unknown';
  /** 0..1 of the edge's traffic. */
  readonly share: number;
}

const POLICIES = new Map<string, IdentityRow['policy']>([
  ['mutual_tls', 'encrypted'],
  ['none', 'plaintext'],
]);

export function identityRows(samples: readonly InstantSample[]): readonly IdentityRow[] {
  const total = samples.reduce((sum, { value }) => sum + Math.max(value, 0), 0);
  return samples
    .filter(({ value }) => value > 0)
    .map(({ labels, value }) => ({
      source: known(labels, 'source_principal'),
      destination: known(labels, 'destination_principal'),
      policy: POLICIES.get(known(labels, 'connection_security_policy') ?? '') ?? 'unknown',
      share: value / total,
    }))
    .sort((a, b) => b.share - a.share);
}

/** Absent, empty and "unknown" all mean unknown (docs/telemetry.md §3). */
function known(labels: Labels, name: string): string | undefined {
  const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
  return value === '' || value === 'unknown' ? undefined : value;
}
