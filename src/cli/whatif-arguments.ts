/** The words after `seamark whatif`. */

import type { LeastPrivilegeQuestion } from '../inquiry/least-privilege/model';
import { MOST_SPAN_SECONDS } from '../inquiry/readiness/span';
import type { Ref } from '../istio/ref';
import { KIND_NAMES, type KindName, RESOURCE_KINDS } from '../istio/resources/index';
import type { ResourceKind } from '../istio/resources/resource';
import { parseDuration } from '../lib/duration';
import { err, ok, type Result } from '../lib/result';
import { MEASURED_OPTIONS, type MeasuredSources, parseMeasuredSources } from './measured-mesh';
import { wordsOf } from './words-of';

export interface WhatIfArguments extends MeasuredSources {
  readonly asks: DraftArguments | { readonly propose: LeastPrivilegeQuestion };
}

export interface DraftArguments {
  /** Files; "-" is standard input. */
  readonly files: readonly string[];
  readonly remove: readonly Ref[];
  readonly defaultNamespace: string | undefined;
}

const OPTIONS = {
  ...MEASURED_OPTIONS,
  with: { type: 'string', multiple: true },
  remove: { type: 'string', multiple: true },
  namespace: { type: 'string', short: 'n' },
  propose: { type: 'string' },
  span: { type: 'string' },
} as const;

export const whatIfUsage = `seamark whatif: what resources that nobody applied yet would do to the traffic of the window.

  seamark whatif --prometheus URL (--config PATH… | --kubernetes URL) --with FILE… [--remove KIND/NS/NAME]…
                 [--namespace NS] [--at TIME] [--window 5m] [--json]
  seamark whatif --prometheus URL (--config PATH… | --kubernetes URL) --propose [service:]NS/NAME [--span 7d] [--json]

  --with        YAML or JSON, may repeat; - for standard input. A document takes the place of the resource of its
                kind, namespace and name, else it is new. Nothing is applied.
  --remove      a resource that would be deleted, may repeat: AuthorizationPolicy/shop/cart, Namespace/shop
  --namespace   of documents that name none; default without it
  --propose     an AuthorizationPolicy that lets in the callers that were observed and nobody else, for a workload,
                or for a service behind a waypoint
  --span        how far back callers count: up to 30d; the window without it
  --header, --bearer-token-file, --metric-prefix, --namespaces, --kubernetes-header
                as of seamark check

Exit code: 0 when no edge with traffic would be denied or break (or a policy is proposed), 1 when one would (or
none can be proposed) or a source did not answer, 2 on wrong usage, and when a document of the draft cannot be
read or would be refused.`;

/** The arguments, or `help`, or the sentence that says what is wrong. */
export function parseWhatIfArguments(args: readonly string[]): Result<WhatIfArguments | 'help', string> {
  const parsed = wordsOf('whatif', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok('help');
  const sources = parseMeasuredSources('whatif', values, positionals);
  if (!sources.ok) return sources;
  const asks = values.propose === undefined ? draftOf(values) : proposalOf(values.propose, values);
  if (!asks.ok) return asks;
  return ok({ ...sources.value, asks: asks.value });
}

interface AskedValues {
  readonly with?: readonly string[];
  readonly remove?: readonly string[];
  readonly namespace?: string;
  readonly span?: string;
}

function draftOf({ with: files = [], remove = [], namespace, span }: AskedValues): Result<DraftArguments, string> {
  if (span !== undefined) return err('--span goes with --propose; --window says how much traffic a draft is held against.');
  if (files.length + remove.length === 0) return err('A draft is missing: --with FILE, --remove KIND/NS/NAME, or --propose NS/WORKLOAD.');
  if (files.filter((file) => file === '-').length > 1) return err('--with - may stand once: standard input is read once.');
  const refs: Ref[] = [];
  for (const text of remove) {
    const ref = refOf(text);
    if (!ref.ok) return ref;
    refs.push(ref.value);
  }
  return ok({ files, remove: refs, defaultNamespace: namespace });
}

/** "AuthorizationPolicy/shop/cart"; kinds of the whole cluster have no namespace. */
function refOf(text: string): Result<Ref, string> {
  const [written = '', ...names] = text.split('/');
  const kind = KIND_NAMES.find((each) => [each, RESOURCE_KINDS[each].plural].some((name) => name.toLowerCase() === written.toLowerCase()));
  if (kind === undefined) return err(`--remove: ${JSON.stringify(written)} is no kind that is read; write KIND/NS/NAME.`);
  const { namespaced }: ResourceKind<unknown> = RESOURCE_KINDS[kind];
  const [namespace, name] = namespaced ? names : ['', ...names];
  if (name === undefined || name === '' || names.length !== (namespaced ? 2 : 1)) return err(wrongRef(text, kind, namespaced));
  return ok({ kind, namespace: namespace ?? '', name });
}

const wrongRef = (text: string, kind: KindName, namespaced: boolean): string =>
  `--remove is ${kind}/${namespaced ? 'NS/' : ''}NAME, not ${JSON.stringify(text)}.`;

function proposalOf(text: string, values: AskedValues): Result<{ readonly propose: LeastPrivilegeQuestion }, string> {
  const other = (['with', 'remove', 'namespace'] as const).find((option) => values[option] !== undefined);
  if (other !== undefined) return err(`--propose and --${other} exclude each other.`);
  const match = /^(service:)?([^/:]+)\/([^/:]+)$/.exec(text);
  const [, service, namespace, name] = match ?? [];
  if (namespace === undefined || name === undefined) return err(`--propose is [service:]NS/NAME, not ${JSON.stringify(text)}.`);
  const spanSeconds = values.span === undefined ? undefined : parseDuration(values.span);
  if (values.span !== undefined && (spanSeconds === undefined || spanSeconds > MOST_SPAN_SECONDS))
    return err(`--span is a duration up to 30d, such as 7d, not ${JSON.stringify(values.span)}.`);
  const kind = service === undefined ? 'workload' : 'service';
  return ok({ propose: { kind, namespace, name, ...(spanSeconds !== undefined && { spanSeconds }) } });
}
