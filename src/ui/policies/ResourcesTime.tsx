import type { ReactNode } from 'react';
import { useApp } from '../use-app';
import { resourcesTime } from './resources-time';

/** Says it beside verdicts and findings when the resources are of another time than the traffic; nothing otherwise. */
export function ResourcesTime({ className = '' }: { readonly className?: string }): ReactNode {
  const says = useApp((state) => resourcesTime(state)?.says);
  if (says === undefined) return null;
  return (
    <p data-testid="resources-time" className={`text-muted text-xs ${className}`}>
      <span className="text-warn">▲</span> {says}
    </p>
  );
}
