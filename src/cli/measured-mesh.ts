/** What canary, readiness and whatif begin with: traffic of a Prometheus and resources at one moment, held against each other. */
import type { Inventory } from '../istio/inventory';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { meshCalls } from '../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { createPolicyEngine, type PolicyEngine, type PolicyResult } from '../policy/evaluate-policies';
import type { Observation } from '../policy/observation';
import { observedCall } from '../policy/observe';
import type { PrometheusClient } from '../prometheus/client-types';
import type { Telemetry } from '../telemetry/rows';
import type { CommandContext } from './command';
import {
  CONFIGURATION_OPTIONS,
  type ConfigurationSource,
  type ConfigurationValues,
  parseConfigurationSource,
  readConfiguration,
} from './configuration-source';
import {
  askPrometheus,
  clientOf,
  PROMETHEUS_OPTIONS,
  type PrometheusSource,
  type PrometheusValues,
  parseAt,
  parsePrometheusSource,
} from './prometheus-source';

/** For `parseArgs`. */
export const MEASURED_OPTIONS = {
  ...PROMETHEUS_OPTIONS,
  ...CONFIGURATION_OPTIONS,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface MeasuredSources {
  readonly prometheus: PrometheusSource;
  readonly configuration: ConfigurationSource;
  /** Unix seconds; undefined = now. */
  readonly atSeconds: number | undefined;
  readonly json: boolean;
}

interface MeasuredValues extends PrometheusValues, ConfigurationValues {
  readonly prometheus?: string;
  readonly at?: string;
  readonly json?: boolean;
}

/** Both sources, or the sentence that says what is wrong. */
export function parseMeasuredSources(
  command: string,
  values: MeasuredValues,
  positionals: readonly string[],
): Result<MeasuredSources, string> {
  if (values.prometheus === undefined) return err(`A source is missing: --prometheus URL; see seamark ${command} --help.`);
  const prometheus = parsePrometheusSource(values, values.prometheus);
  if (!prometheus.ok) return prometheus;
  const configuration = parseConfigurationSource(values, positionals);
  if (!configuration.ok) return configuration;
  const at = parseAt(values.at);
  if (!at.ok) return at;
  return ok({ prometheus: prometheus.value, configuration: configuration.value, atSeconds: at.value, json: values.json === true });
}

export interface MeasuredMesh {
  /** What an inquiry asks further questions with: nobody gives up waiting, and nobody looks how far it is. */
  readonly source: {
    readonly client: PrometheusClient;
    readonly metricPrefix: string | undefined;
    readonly signal: AbortSignal;
    readonly progress: (share: number) => void;
  };
  readonly evidence: {
    readonly telemetry: Telemetry;
    readonly inventory: Inventory;
    readonly observation: Observation;
    readonly policies: PolicyResult;
    readonly imagine: PolicyEngine['imagine'];
  };
  readonly problems: readonly Problem[];
  /** Those of the resources alone. */
  readonly configurationProblems: readonly Problem[];
  /** Which of the two said anything. */
  readonly answered: { readonly prometheus: boolean; readonly configuration: boolean };
}

/** Reads both once. Fails only on paths, files and headers that were written wrongly. */
export async function measureMesh(
  { prometheus, configuration, atSeconds }: Omit<MeasuredSources, 'json'>,
  context: CommandContext,
): Promise<Result<MeasuredMesh, string>> {
  const client = await clientOf(prometheus, context);
  if (!client.ok) return client;
  const [configured, taken] = await Promise.all([
    readConfiguration(configuration, context),
    askPrometheus(prometheus, { atSeconds, groupBy: 'workload' }, context),
  ]);
  if (!configured.ok) return configured;
  if (!taken.ok) return taken;
  const { telemetry } = taken.value;
  const { inventory } = configured.value;
  const { atSeconds: asked, windowSeconds } = telemetry;
  const calls = meshCalls(telemetry, DEFAULT_THRESHOLDS).map(observedCall);
  const observation = { atSeconds: asked, windowSeconds, calls };
  const engine = createPolicyEngine();
  const policies = engine.evaluate(inventory, observation);
  return ok({
    source: { client: client.value, metricPrefix: prometheus.metricPrefix, signal: new AbortController().signal, progress: () => {} },
    evidence: { telemetry, inventory, observation, policies, imagine: engine.imagine },
    problems: [...configured.value.problems, ...taken.value.problems],
    configurationProblems: configured.value.problems,
    answered: { prometheus: taken.value.answered, configuration: configured.value.answered },
  });
}

export const bothAnswered = ({ answered }: MeasuredMesh): boolean => answered.prometheus && answered.configuration;
