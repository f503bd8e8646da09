/** The words after `seamark canary`. */
import { err, ok, type Result } from '../lib/result';
import { MEASURED_OPTIONS, type MeasuredSources, parseMeasuredSources } from './measured-mesh';
import { wordsOf } from './words-of';

/** What a gate may refuse: verdicts of the share and of the quality. `deviates` is what two windows in a row say, `deviates-once` what one does. */
export const FAIL_WORDS = ['deviates', 'worse', 'deviates-once', 'inconclusive', 'insufficient', 'not-comparable'] as const;
export type FailWord = (typeof FAIL_WORDS)[number];

export interface CanaryArguments extends MeasuredSources {
  /** Empty = all. */
  readonly hosts: readonly string[];
  readonly failOn: readonly FailWord[];
}

const OPTIONS = {
  ...MEASURED_OPTIONS,
  host: { type: 'string', multiple: true },
  'fail-on': { type: 'string', multiple: true },
} as const;

export const canaryUsage = `seamark canary: configured and measured shares side by side, and whether the candidate is worse.

  seamark canary --prometheus URL (--config PATH… | --kubernetes URL) [--host HOST]… [--fail-on deviates,worse]
                 [--at TIME] [--window 5m] [--namespaces NS,…] [--header "Name: value"]…
                 [--bearer-token-file FILE] [--metric-prefix PREFIX] [--json]

  --host     full name, or its beginning up to a dot (checkout, checkout.shop); may repeat; without it all
  --fail-on  words that end it with 1:
             deviates        a measured share is not the configured one, in two windows in a row
             worse           a candidate fails more often or answers slower than the stable version
             deviates-once   as deviates, in one window already
             inconclusive, insufficient, not-comparable
                             nobody can tell, for that reason

Exit code: 0 with an answer, 1 when a word of --fail-on holds or a source did not answer, 2 on wrong usage or an unknown host.`;

export function parseCanaryArguments(args: readonly string[]): Result<CanaryArguments | 'help', string> {
  const parsed = wordsOf('canary', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok('help');
  const sources = parseMeasuredSources('canary', values, positionals);
  if (!sources.ok) return sources;
  const failOn = failWords(values['fail-on'] ?? []);
  if (!failOn.ok) return failOn;
  const hosts = [...new Set((values.host ?? []).map((host) => host.trim()))];
  if (hosts.includes('')) return err('--host is the name of a host, such as checkout.shop.');
  return ok({ ...sources.value, hosts, failOn: failOn.value });
}

function failWords(written: readonly string[]): Result<readonly FailWord[], string> {
  const words: FailWord[] = [];
  for (const word of written.flatMap((list) => list.split(',')).map((each) => each.trim())) {
    const known = FAIL_WORDS.find((each) => each === word);
    if (known === undefined) return err(`--fail-on knows ${FAIL_WORDS.join(', ')}, not ${JSON.stringify(word)}.`);
    words.push(known);
  }
  return ok(words);
}
