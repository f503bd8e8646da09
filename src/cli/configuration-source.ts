/** Resources named on the command line: files and folders, or a Kubernetes API. */
import { createInventory, type Inventory } from '../istio/inventory';
import { KIND_NAMES } from '../istio/resources/index';
import type { InputIssue } from '../istio/sources/bundle';
import { createKubernetesClient } from '../istio/sources/kubernetes-client';
import { readBundle } from '../istio/sources/read-bundle';
import { readCluster } from '../istio/sources/read-cluster';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import type { CommandContext } from './command';
import { parseHeaderOptions } from './prometheus-source';

export type ConfigurationSource =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'kubernetes'; readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** For `parseArgs`. Words without an option are further paths. */
export const CONFIGURATION_OPTIONS = {
  config: { type: 'string', multiple: true },
  kubernetes: { type: 'string' },
  'kubernetes-header': { type: 'string', multiple: true },
} as const;

export interface ConfigurationValues {
  readonly config?: readonly string[];
  readonly kubernetes?: string;
  readonly 'kubernetes-header'?: readonly string[];
}

export function parseConfigurationSource(values: ConfigurationValues, morePaths: readonly string[]): Result<ConfigurationSource, string> {
  const paths = [...(values.config ?? []), ...morePaths];
  if (values.config === undefined && morePaths.length > 0)
    return err(`${JSON.stringify(morePaths[0])} belongs to no option; paths stand behind --config.`);
  if (values.kubernetes !== undefined && paths.length > 0) return err('--config and --kubernetes exclude each other.');
  if (values.kubernetes === undefined) {
    if (values['kubernetes-header'] !== undefined) return err('--kubernetes-header goes with --kubernetes.');
    return paths.length === 0 ? err('Resources are missing: --config PATH… or --kubernetes URL.') : ok({ kind: 'files', paths });
  }
  if (!/^https?:\/\//i.test(values.kubernetes) || !URL.canParse(values.kubernetes))
    return err('--kubernetes is an http or https address such as http://127.0.0.1:8001 (kubectl proxy).');
  const headers = parseHeaderOptions(values['kubernetes-header'] ?? []);
  return headers.ok ? ok({ kind: 'kubernetes', url: values.kubernetes, headers: headers.value }) : headers;
}

/** The same where resources may be left out: undefined when none are named. */
export function parseConfigurationIfNamed(
  values: ConfigurationValues,
  morePaths: readonly string[] = [],
): Result<ConfigurationSource | undefined, string> {
  const named = [values.config, values.kubernetes, values['kubernetes-header'], morePaths[0]];
  return named.some((one) => one !== undefined) ? parseConfigurationSource(values, morePaths) : ok(undefined);
}

export interface Configured {
  readonly inventory: Inventory;
  readonly problems: readonly Problem[];
  readonly issues: readonly InputIssue[];
  /** Anything was read at all. */
  readonly answered: boolean;
}

/** Reads everything once. Fails only on paths that were written wrongly. */
export async function readConfiguration(source: ConfigurationSource, context: CommandContext): Promise<Result<Configured, string>> {
  return source.kind === 'files' ? readFiles(source.paths, context) : ok(await readKubernetes(source, context));
}

async function readFiles(paths: readonly string[], context: CommandContext): Promise<Result<Configured, string>> {
  const files = await context.readPaths(paths);
  if (!files.ok) return files;
  const { value, problems } = await readBundle(files.value, { pause: () => context.wait(0, new AbortController().signal) });
  return ok({
    inventory: createInventory(value.resources),
    problems,
    issues: value.issues,
    answered: value.resources.length > 0 || files.value.length > 0,
  });
}

/** Everything once; nothing is watched. */
async function readKubernetes(
  { url, headers }: Extract<ConfigurationSource, { kind: 'kubernetes' }>,
  { fetch, wait }: CommandContext,
): Promise<Configured> {
  const { value } = await readCluster(createKubernetesClient({ baseUrl: url, fetch, wait, headers }));
  const answered = KIND_NAMES.some((kind) => value.inventory.coverage(kind) === 'complete');
  return { ...value, answered };
}
