import { describe, expect, it } from 'vitest';
import { parseResource } from './parse-resource';

const origin = { source: { file: 'a.yaml', document: 1, firstLine: 1, text: '' }, path: '' };
const read = (value: unknown) => {
  const parsed = parseResource(value, origin);
  if (parsed.outcome !== 'read') throw new Error(parsed.outcome);
  return parsed;
};
const peerAuthentication = (spec: unknown, metadata: unknown = { name: 'default' }) => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata,
  spec,
});

describe('parseResource', () => {
  it('reads fields, metadata and the default namespace', () => {
    const { resource, issues } = read(
      peerAuthentication({ mtls: { mode: 'STRICT' } }, { name: 'a', creationTimestamp: '2026-01-01T00:00:10Z', labels: { x: 'y' } }),
    );
    expect(resource).toMatchObject({ kind: 'PeerAuthentication', name: 'a', namespace: 'default', createdSeconds: 1_767_225_610 });
    expect(resource).toMatchObject({ spec: { mtls: { mode: 'STRICT' } } });
    expect(resource.labels.get('x')).toBe('y');
    expect(issues).toEqual([]);
  });
  it('marks as rejected what the API server or the webhook would refuse, and says where', () => {
    const { resource, issues } = read(peerAuthentication({ mtls: { mode: 'MUTUAL' } }));
    expect(resource.rejected).toBe(true);
    expect(issues).toEqual([expect.objectContaining({ path: 'spec.mtls.mode', severity: 'rejected' })]);
    expect(read(peerAuthentication({ portLevelMtls: { 80: { mode: 'STRICT' } } })).resource.rejected).toBe(true);
  });
  it('warns of unknown fields and still reads the rest', () => {
    const { resource, issues } = read(peerAuthentication({ mtls: { mode: 'STRICT' }, mTLS: {} }));
    expect(resource.rejected).toBeUndefined();
    expect(issues.map(({ path, severity }) => [path, severity])).toEqual([['spec.mTLS', 'warning']]);
  });
  it.each([undefined, null, 4, [], {}, { kind: 'Pod' }, { apiVersion: 1, kind: 2 }])('%j is no object of Kubernetes', (value) => {
    expect(parseResource(value, origin).outcome).toBe('broken');
  });
  it('names kinds and versions it does not read', () => {
    expect(parseResource({ apiVersion: 'security.istio.io/v9', kind: 'PeerAuthentication' }, origin)).toEqual({
      outcome: 'other',
      apiVersion: 'security.istio.io/v9',
      wireKind: 'PeerAuthentication',
    });
  });
  it('reads hostile keys as keys', () => {
    const { resource } = read(peerAuthentication({}, { name: 'a', labels: JSON.parse('{"__proto__":"x","constructor":"y"}') }));
    expect([...resource.labels]).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});
