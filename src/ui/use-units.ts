import { type TrafficUnits, unitsOf } from '../scene/traffic-units';
import { useApp } from './use-app';

/** As this browser's user likes to read them, or totals where the picture has nothing else. */
export function useUnits(): TrafficUnits {
  const totals = useApp((state) => state.picture?.totalsSinceStart === true);
  return unitsOf(
    totals,
    useApp((state) => state.preferences.units),
  );
}
