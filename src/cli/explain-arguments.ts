/** The words after `seamark explain`. */
import { err, ok, type Result } from '../lib/result';
import type { RequestFacts } from '../policy/authorization/request-facts';
import { CONFIGURATION_OPTIONS, type ConfigurationSource, parseConfigurationSource } from './configuration-source';
import { wordsOf } from './words-of';

/** "namespace/name", with a port where one is given. */
export interface NamedEnd {
  readonly namespace: string;
  readonly name: string;
  readonly port?: number;
}

export interface ExplainArguments {
  readonly configuration: ConfigurationSource;
  readonly from: NamedEnd;
  /** A workload, or a service in front of some. */
  readonly to: NamedEnd;
  readonly request: RequestFacts | undefined;
  readonly json: boolean;
}

const OPTIONS = {
  ...CONFIGURATION_OPTIONS,
  from: { type: 'string' },
  to: { type: 'string' },
  method: { type: 'string' },
  path: { type: 'string' },
  host: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const explainUsage = `seamark explain: what happens to a call, and which resources decide.

  seamark explain (--config PATH… | --kubernetes URL) --from NS/WORKLOAD --to NS/WORKLOAD[:PORT]
                  [--method GET] [--path /x] [--host NAME] [--json]

  --to          a workload, or a service of that name; PORT is a port of the service
  --method, --path, --host
                what is known of the request; what is not given stays undecided

Exit code: 0 with an answer, 1 when the resources could not be read, 2 on wrong usage.`;

export function parseExplainArguments(args: readonly string[]): Result<ExplainArguments | 'help', string> {
  const parsed = wordsOf('explain', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok('help');
  const configuration = parseConfigurationSource(values, positionals);
  if (!configuration.ok) return configuration;
  const from = endOf('from', values.from);
  if (!from.ok) return from;
  if (from.value.port !== undefined) return err('--from has no port: it is NS/WORKLOAD.');
  const to = endOf('to', values.to);
  if (!to.ok) return to;
  const request = {
    ...(values.method !== undefined && { method: values.method }),
    ...(values.path !== undefined && { path: values.path }),
    ...(values.host !== undefined && { host: values.host }),
  };
  return ok({
    configuration: configuration.value,
    from: from.value,
    to: to.value,
    request: Object.keys(request).length > 0 ? request : undefined,
    json: values.json === true,
  });
}

function endOf(option: string, text: string | undefined): Result<NamedEnd, string> {
  const match = /^([^/:]+)\/([^/:]+)(?::(\d{1,5}))?$/.exec(text ?? '');
  const [, namespace, name, port] = match ?? [];
  if (namespace === undefined || name === undefined)
    return err(
      `--${option} is NS/WORKLOAD${option === 'to' ? '[:PORT]' : ''}${text === undefined ? '' : `, not ${JSON.stringify(text)}`}.`,
    );
  return ok({ namespace, name, ...(port !== undefined && { port: Number(port) }) });
}
