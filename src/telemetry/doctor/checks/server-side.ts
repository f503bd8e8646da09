import { formatCount } from '../../../lib/format-number';
import type { Check } from '../check';
import { samplesOf } from '../evidence';
import { list } from '../words';

/** Namespaces into which calls go that no proxy there counts. */
export const serverSide: Check = {
  id: 'server-side',
  title: 'Called namespaces',
  reads: ['namespaces'],
  look: (evidence) => {
    const reporters = new Map<string, Set<string>>();
    for (const { labels } of samplesOf(evidence, 'namespaces')) {
      const namespace = labels.destination_workload_namespace ?? '';
      reporters.set(namespace, (reporters.get(namespace) ?? new Set()).add(labels.reporter ?? ''));
    }
    if (reporters.size === 0) return [];
    const silent = [...reporters]
      .filter(([, told]) => !told.has('destination') && !told.has('waypoint'))
      .map(([namespace]) => namespace)
      .sort();
    if (silent.length === 0)
      return [
        {
          id: 'server-side',
          state: 'good',
          says: `In all ${formatCount(reporters.size)} called namespaces the server’s side is told too.`,
        },
      ];
    // When nobody tells, the check of the reporters has said so.
    if (silent.length === reporters.size) return [];
    return [
      {
        id: 'server-side',
        state: 'partial',
        says: `In ${list(silent)} only the callers count: ${silent.length === 1 ? 'its' : 'their'} workloads have no proxy, or it is not scraped.`,
        hides: 'Mutual TLS into these namespaces, and callers without a proxy of their own.',
        remedies: [
          {
            says: 'If the workloads should be in the mesh: label the namespace and restart its pods.',
            snippet: {
              title: 'Shell',
              text: silent
                .map((namespace) => `kubectl label namespace ${namespace} istio-injection=enabled   # or istio.io/dataplane-mode=ambient\n`)
                .join(''),
            },
          },
        ],
      },
    ];
  },
};
