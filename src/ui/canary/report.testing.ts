/** A canary's report as a test wants it: checkout of shop, 95 % to v1 and 5 % to v2, nothing measured. */
import type { CanaryReport, CanaryVersion } from '../../inquiry/canary/model';

const REF = { kind: 'VirtualService', namespace: 'shop', name: 'checkout' } as const;

export function version(name: string, more: Partial<CanaryVersion> = {}): CanaryVersion {
  return {
    id: name,
    name,
    role: name === 'v1' ? 'stable' : 'candidate',
    host: 'checkout.shop.svc.cluster.local',
    subset: name,
    labels: new Map([['version', name]]),
    count: 0,
    verdict: { says: 'insufficient', because: 'Nothing was counted.' },
    ratePerSecond: 0,
    workloads: [],
    queries: { count: `count_of_${name}`, share: `share_of_${name}`, rate: `rate_of_${name}` },
    ...more,
  };
}

export function report(more: Partial<CanaryReport> = {}): CanaryReport {
  return {
    id: 'shop/checkout',
    host: 'checkout.shop.svc.cluster.local',
    name: 'checkout',
    namespace: 'shop',
    protocol: 'http',
    kind: 'VirtualService',
    route: { ref: REF, path: 'spec.http[0]' },
    resources: [{ ref: REF, path: 'spec.http[0]' }],
    conditions: [],
    callers: [],
    comparable: { fromSeconds: 1000, toSeconds: 1300, settleSeconds: 30, shortened: false, says: 'Comparable over the whole window.' },
    roles: 'v1 is the stable version and v2 the candidate, by their version numbers.',
    unit: 'requests',
    versions: [version('v1', { configured: { min: 0.95, max: 0.95 } }), version('v2', { configured: { min: 0.05, max: 0.05 } })],
    mirrors: [],
    lost: [],
    count: 0,
    split: { says: 'insufficient', because: 'Nothing was counted.' },
    quality: { says: 'insufficient', because: 'Nothing was counted.' },
    cautions: [],
    because: [],
    history: { grid: { startSeconds: 0, stepSeconds: 100, points: 14 }, queries: [], steps: [] },
    calls: [],
    ...more,
  };
}
