/** Patches of EnvoyFilters that are ignored, or that depend on the order of filters (docs/policies.md §3). */
import { refText } from '../../istio/ref';
import type { EnvoyFilter } from '../../istio/resources/envoy-filter';
import { isRecord } from '../../istio/resources/reader';
import type { Analyzer, AnalyzerMessage } from './analyzer';

type Patch = NonNullable<NonNullable<EnvoyFilter['spec']>['configPatches']>[number];

const IGNORED_ON = new Set(['ROUTE_CONFIGURATION', 'HTTP_ROUTE']);
/** Virtual hosts were left out by mistake until istio/istio#59495. */
const REPLACEABLE = new Set(['NETWORK_FILTER', 'HTTP_FILTER', 'VIRTUAL_HOST']);
const RELATIVE = new Set(['REMOVE', 'REPLACE', 'INSERT_BEFORE', 'INSERT_AFTER']);

/** As `istioctl` does it: a filter that an earlier patch, of any EnvoyFilter, bound to a version of the proxy gets IST0155 instead of IST0151. */
export const envoyPatch: Analyzer = {
  id: 'envoyfilter.EnvoyPatchAnalyzer',
  codes: ['IST0151', 'IST0152', 'IST0153', 'IST0154', 'IST0155'],
  reads: ['EnvoyFilter'],
  onGraph: false,
  analyze: ({ of }) => {
    const versioned = new Set<string>();
    return of('EnvoyFilter').flatMap((filter) => {
      const patches = filter.spec?.configPatches ?? [];
      const end = patches.findIndex(({ patch }) => patch === undefined);
      return (end < 0 ? patches : patches.slice(0, end)).flatMap((patch, index) => analyzeOne(filter, patch, index, versioned));
    });
  },
};

function analyzeOne(filter: EnvoyFilter, configPatch: Patch, index: number, versioned: Set<string>): readonly AnalyzerMessage[] {
  const { applyTo = '', patch } = configPatch;
  const operation = patch?.operation ?? '';
  const name = filterName(configPatch);
  const about = { subject: filter, path: `spec.configPatches[${index}].patch.operation`, placeless: true } as const;
  const misuse = misuseOf(operation, applyTo);
  const messages: AnalyzerMessage[] = [];
  if (misuse !== undefined)
    messages.push({ ...about, code: misuse, sentence: `${refText(filter)} uses ${operation} where it does nothing.` });
  else if (RELATIVE.has(operation) && (filter.spec?.priority ?? 0) === 0) {
    const code = versioned.has(name) ? 'IST0155' : 'IST0151';
    messages.push({
      ...about,
      code,
      sentence: `${refText(filter)} has a patch that depends on other filters, and no priority.`,
    });
  }
  if (bindsVersion(configPatch)) versioned.add(name);
  return messages;
}

function misuseOf(operation: string, applyTo: string): 'IST0152' | 'IST0153' | 'IST0154' | undefined {
  if (operation === 'REPLACE' && !REPLACEABLE.has(applyTo)) return 'IST0152';
  if (operation === 'ADD' && IGNORED_ON.has(applyTo)) return 'IST0153';
  return operation === 'REMOVE' && IGNORED_ON.has(applyTo) ? 'IST0154' : undefined;
}

function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((each, name) => (isRecord(each) && Object.hasOwn(each, name) ? each[name] : undefined), value);
}

/** The name in the patch's value, else that of the filter it matches; "" where there is no value. */
function filterName({ patch, match }: Patch): string {
  if (!isRecord(patch?.value)) return '';
  const own = at(patch.value, 'name');
  // `istioctl` never takes the one for the other.
  if (typeof own === 'string') return `value ${own}`;
  const matched = at(match, 'listener', 'filterChain', 'filter', 'name');
  return typeof matched === 'string' ? matched : '';
}

function bindsVersion({ match }: Patch): boolean {
  const version = at(match, 'proxy', 'proxyVersion');
  return typeof version === 'string' && version !== '';
}
