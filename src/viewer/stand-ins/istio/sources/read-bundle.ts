/** Files of resources are read in Seamark itself. */
import type { readBundle as real } from '../../../../istio/sources/read-bundle';

const problem = {
  code: 'snapshot-no-bundles',
  severity: 'warning',
  message: 'A saved file reads no other resources than its own.',
  hint: 'Open it in Seamark to hold it against other resources.',
} as const;

export const readBundle: typeof real = async () => ({
  value: { resources: [], issues: [], unread: new Map(), secretsSkipped: 0, files: 0, documents: 0, bytes: 0 },
  problems: [problem],
});
