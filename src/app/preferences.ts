/** Taste: theme, time zone, keys, announcements, columns and which history is asked for; kept in localStorage, which a browser may refuse. */
import { DEFAULT_UNITS, type UnitChoice } from '../scene/traffic-units';
import type { Density, Preferences, Theme, TimeZone } from './app-types';

const KEY = 'seamark.preferences';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const DENSITIES: readonly Density[] = ['compact', 'comfortable'];
const ZONES: readonly TimeZone[] = ['utc', 'local'];
/** How long automatic play may stay on a step. */
export const STEP_SECONDS: readonly number[] = [10, 20, 30, 60, 120];

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  timeZone: 'local',
  density: 'compact',
  units: DEFAULT_UNITS,
  singleKeys: true,
  sayChanges: true,
  charts: false,
  trends: false,
  flow: false,
  flowPresenting: true,
  secondsPerStep: 30,
  columns: {},
};

export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>;

export function loadPreferences(storage: PreferenceStorage | undefined): Preferences {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return DEFAULT_PREFERENCES;
    const flag = (name: 'singleKeys' | 'sayChanges' | 'charts' | 'trends' | 'flow' | 'flowPresenting'): boolean => {
      const value: unknown = Reflect.get(stored, name);
      return typeof value === 'boolean' ? value : DEFAULT_PREFERENCES[name];
    };
    return {
      theme: THEMES.find((theme) => 'theme' in stored && stored.theme === theme) ?? DEFAULT_PREFERENCES.theme,
      timeZone: ZONES.find((zone) => 'timeZone' in stored && stored.timeZone === zone) ?? DEFAULT_PREFERENCES.timeZone,
      density: DENSITIES.find((density) => 'density' in stored && stored.density === density) ?? DEFAULT_PREFERENCES.density,
      units: 'units' in stored ? unitsIn(stored.units) : DEFAULT_PREFERENCES.units,
      singleKeys: flag('singleKeys'),
      sayChanges: flag('sayChanges'),
      charts: flag('charts'),
      trends: flag('trends'),
      flow: flag('flow'),
      flowPresenting: flag('flowPresenting'),
      secondsPerStep:
        STEP_SECONDS.find((seconds) => 'secondsPerStep' in stored && stored.secondsPerStep === seconds) ??
        DEFAULT_PREFERENCES.secondsPerStep,
      columns: 'columns' in stored ? flagsOf(stored.columns) : DEFAULT_PREFERENCES.columns,
    };
  } catch {
    return DEFAULT_PREFERENCES;
  }
}

/** Each unit by itself: an unknown one is as it is at first. */
function unitsIn(value: unknown): UnitChoice {
  if (typeof value !== 'object' || value === null) return DEFAULT_UNITS;
  const rates: unknown = Reflect.get(value, 'rates');
  const bytes: unknown = Reflect.get(value, 'bytes');
  return {
    rates: rates === 'minute' ? rates : DEFAULT_UNITS.rates,
    bytes: bytes === 'binary' ? bytes : DEFAULT_UNITS.bytes,
  };
}

/** What of it is true or false by name; anything else is forgotten. */
function flagsOf(value: unknown): Readonly<Record<string, boolean>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
}

export function savePreferences(storage: PreferenceStorage | undefined, preferences: Preferences): void {
  try {
    storage?.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Private windows and full disks refuse; the choice then lasts for this page only.
  }
}
