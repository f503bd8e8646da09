import type { ReactNode } from 'react';

/** How to get policies onto the map. */
export function WithoutConfiguration(): ReactNode {
  return (
    <p className="text-muted">
      No resources are loaded, so nothing is said of policies. Drop YAML or JSON files or a folder on the page, or start Seamark with
      KUBERNETES_URL (for example of kubectl proxy).
    </p>
  );
}
