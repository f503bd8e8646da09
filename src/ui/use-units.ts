import { type TrafficUnits, unitsOf } from '../scene/traffic-units';
import { useApp } from './use-app';

/** Per second, or totals where the picture has nothing else. */
export function useUnits(): TrafficUnits {
  return unitsOf(useApp((state) => state.picture?.totalsSinceStart === true));
}
