import type { ReactNode } from 'react';
import { useApp } from '../use-app';

/** How to get policies onto the map, unless they are on their way. */
export function WithoutConfiguration(): ReactNode {
  const reading = useApp((state) => state.configuration.phase === 'reading');
  if (reading) return <p className="text-muted">Reading resources…</p>;
  return (
    <p className="text-muted">
      No resources are loaded, so nothing is said of policies. Drop YAML or JSON files or a folder on the page, or start Seamark with
      KUBERNETES_URL (for example of kubectl proxy).
    </p>
  );
}
