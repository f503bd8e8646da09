import { parseKubernetesFault } from '../kubernetes/faults';
import type { Dialect } from '../promql/dialect';
import { parseFault } from './faults';
import type { ChosenFault } from './mock-request';
import { parseGap, type TelemetryGap } from './telemetry-gaps';

/** What one request asks of the mock: which world, which moment, which faults. */
export interface WorldSelection {
  /** Its name, or `name:step` of its demonstration. */
  readonly scenario: string;
  readonly seed: number;
  readonly services?: number;
  /** The mock's own now; absent: the real one. */
  readonly atMs?: number;
  /** How long ago the last thing of the scenario's story happened, at any moment. */
  readonly ageMs?: number;
  /** When it happened. */
  readonly sinceMs?: number;
  /** The source forgets what is older. */
  readonly keepsMs?: number;
  readonly dialect: Dialect;
  readonly faults: readonly ChosenFault[];
  /** Faults of the Kubernetes API; their match is part of a path, such as `virtualservices`. */
  readonly kubernetesFaults: readonly ChosenFault[];
  /** What this mesh does not report. */
  readonly gaps: readonly TelemetryGap[];
}

export type SelectionResult = { readonly ok: true; readonly selection: WorldSelection } | { readonly ok: false; readonly message: string };

const maxServices = 5000;
const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

type Setting = (value: string, knownScenarios: ReadonlySet<string>) => Partial<WorldSelection> | undefined;

function wholeNumber(value: string, most: number): number | undefined {
  return /^\d{1,10}$/.test(value) && Number(value) <= most ? Number(value) : undefined;
}

const settings: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ['scenario', (value, known) => (known.has(value) ? { scenario: value } : undefined)],
  [
    'seed',
    (value) => {
      const seed = wholeNumber(value, 0xffffffff);
      return seed === undefined ? undefined : { seed };
    },
  ],
  [
    'services',
    (value) => {
      const services = wholeNumber(value, maxServices);
      return services === undefined || services === 0 ? undefined : { services };
    },
  ],
  ['age', (value) => (/^\d{1,9}$/.test(value) ? { ageMs: Number(value) * 1000 } : undefined)],
  [
    'keeps',
    (value) => {
      const [, amount = '0', unit = ''] = /^(\d{1,6})([smhd])$/.exec(value) ?? [];
      const keepsMs = Number(amount) * (unitMs[unit] ?? 0);
      return keepsMs === 0 ? undefined : { keepsMs };
    },
  ],
  ['at', (value) => (/^\d{1,11}(\.\d+)?$/.test(value) ? { atMs: Math.round(Number(value) * 1000) } : undefined)],
  [
    'windows',
    (value) => {
      if (value === 'left-closed') return { dialect: 'prometheus2' };
      return value === 'left-open' ? { dialect: 'prometheus3' } : undefined;
    },
  ],
]);

/** One more fault or gap; undefined when the setting is another or the fault is none. */
function faultSetting(
  name: string,
  value: string,
  { faults, kubernetesFaults, gaps }: WorldSelection,
): Partial<WorldSelection> | undefined {
  const fault = name === 'fault' ? parseFault(value) : undefined;
  if (fault !== undefined) return { faults: [...faults, fault] };
  const gap = name === 'without' ? parseGap(value) : undefined;
  if (gap !== undefined) return { gaps: [...gaps, gap] };
  const kubernetesFault = name === 'kubernetes' ? parseKubernetesFault(value) : undefined;
  return kubernetesFault === undefined ? undefined : { kubernetesFaults: [...kubernetesFaults, kubernetesFault] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A step of a demonstration has been in force for this long when the server starts. */
const settledMs = 15 * 60_000;

/** The selection with the moment of its story: `age` before now, else a quarter of an hour before `at` or before the server's start. */
export function anchored(selection: WorldSelection, startedMs: number, nowMs: number): WorldSelection {
  const { atMs, ageMs } = selection;
  const sinceMs = ageMs === undefined ? (atMs ?? startedMs) - settledMs : (atMs ?? nowMs) - ageMs;
  return { ...selection, sinceMs: Math.floor(sinceMs / 1000) * 1000 };
}

/**
 * Reads `scenario=shop;seed=1;at=1700000000;windows=left-closed;fault=latency:500@istio_tcp;kubernetes=forbidden@sidecars;without=label:response_flags`
 * over defaults; `fault`, `kubernetes` and `without` may repeat. `scenario=canary:3` is the third step of a demonstration, `age=30` a story
 * whose last event is 30 s old at any moment (so its past moves along), `keeps=7d` a source that forgets what is older.
 */
export function parseSelection(text: string, defaults: WorldSelection, knownScenarios: ReadonlySet<string>): SelectionResult {
  let selection = defaults;
  for (const part of decoded(text).split(';')) {
    if (part.trim() === '') continue;
    const cut = part.indexOf('=');
    const name = part.slice(0, Math.max(0, cut)).trim();
    const value = part.slice(cut + 1).trim();
    const change = faultSetting(name, value, selection) ?? settings.get(name)?.(value, knownScenarios);
    if (change === undefined) return { ok: false, message: `the mock server does not understand ${JSON.stringify(part)}` };
    selection = { ...selection, ...change };
  }
  return { ok: true, selection };
}
