/** The sick among what hide and focus leave out, in words. */
import type { RemovedFromScene } from '../../scene/scene';

/** "2 failing and 1 degraded"; undefined when nothing sick is left out. */
export function sickText({ failing, degraded }: RemovedFromScene): string | undefined {
  const parts = [failing > 0 ? `${failing} failing` : undefined, degraded > 0 ? `${degraded} degraded` : undefined].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? undefined : parts.join(' and ');
}
