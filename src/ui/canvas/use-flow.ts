import { useApp } from '../use-app';
import { useMedia } from '../use-media';

/** What a travelling dot stands for now; undefined = no dots: not chosen, nothing flows, or the system asks for reduced motion. */
export function useFlow(): number | undefined {
  const requestsPerDot = useApp((state) => state.requestsPerDot);
  const wanted = useApp(({ view, preferences }) => (view.mode === 'present' ? preferences.flowPresenting : preferences.flow));
  const still = useMedia('(prefers-reduced-motion: reduce)');
  return wanted && !still ? requestsPerDot : undefined;
}
