import { expect, it } from 'vitest';
import { identityRows } from './identity-rows';

const sample = (labels: Record<string, string>, value: number) => ({ labels, value, timestampSeconds: 0 });

it('lists identities by their share and keeps unknown ones unknown', () => {
  const rows = identityRows([
    sample({ source_principal: 'unknown', connection_security_policy: 'none' }, 1),
    sample({ source_principal: 'spiffe://a', destination_principal: 'spiffe://b', connection_security_policy: 'mutual_tls' }, 3),
    sample({ source_principal: 'spiffe://idle' }, 0),
  ]);
  expect(rows).toEqual([
    { source: 'spiffe://a', destination: 'spiffe://b', policy: 'encrypted', share: 0.75 },
    { source: undefined, destination: undefined, policy: 'plaintext', share: 0.25 },
  ]);
});
