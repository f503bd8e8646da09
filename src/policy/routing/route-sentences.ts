/** Rules as sentences for operators. */
import { refText } from '../../istio/ref';
import type { Because, RouteCondition, RouteRule, RouteShare } from '../model';

/** More rules than these are in the list of rules, not in the reasons. */
const TOLD_RULES = 10;
const TOLD_SHARES = 6;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['exact', 'is'],
  ['prefix', 'starts with'],
  ['pathPrefix', 'is under'],
  ['regex', 'matches'],
  ['present', 'is present'],
  ['host', 'is'],
  ['subnet', 'is in'],
  ['notExact', 'is not'],
  ['notPrefix', 'does not start with'],
  ['notRegex', 'does not match'],
  ['notPresent', 'is absent'],
]);

const percent = (value: number) => `${Number(value.toFixed(4))} %`;

function conditionText({ attribute, op, value }: RouteCondition): string {
  return [attribute, WORDS.get(op) ?? op, ...(value === undefined ? [] : [value])].join(' ');
}

function conditionsText({ when, alternatives }: RouteRule): string {
  return (alternatives ?? [when]).map((each) => each.map(conditionText).join(' and ')).join(', or ');
}

function shareText({ host, port, subset, share, status, reason }: RouteShare): string {
  const answered = status === undefined ? (reason ?? '') : `an answer of ${status}${reason === undefined ? '' : ` (${reason})`}`;
  const place = `${host}${port === undefined ? '' : `:${port}`}${subset === undefined ? '' : ` (subset ${subset})`}`;
  return `${percent(share * 100)} to ${answered === '' ? place : answered}`;
}

function sharesText(shares: readonly RouteShare[]): string {
  const told = shares.slice(0, TOLD_SHARES).map(shareText).join(', ');
  return shares.length > TOLD_SHARES ? `${told} and ${shares.length - TOLD_SHARES} more` : told;
}

/** What the rules do, each with its place. */
export function ruleReasons(rules: readonly RouteRule[]): readonly Because[] {
  return rules.slice(0, TOLD_RULES).flatMap((rule) => {
    const { ref, path, conditional, shares } = rule;
    const which = conditional ? `requests where ${conditionsText(rule)}` : 'every request that gets here';
    const sentence = `${path} of ${refText(ref)} takes ${which}: ${sharesText(shares)}.`;
    return [{ sentence, certainty: 'computed' as const, ref, path }, ...extras(rule)];
  });
}

function extras({ ref, path, fault, mirrors }: RouteRule): readonly Because[] {
  const reasons: Because[] = [];
  const say = (sentence: string, field?: string) =>
    reasons.push({ sentence, certainty: 'computed', ref, path: field === undefined ? path : `${path}.${field}` });
  const { abortPercent, abortStatus, abortGrpcStatus, delayPercent, delaySeconds = 0 } = fault ?? {};
  if (abortPercent !== undefined)
    say(
      `${refText(ref)} aborts ${percent(abortPercent)} of these requests with ${abortStatus ?? abortGrpcStatus ?? 'an error'}.`,
      'fault.abort',
    );
  if (delayPercent !== undefined)
    say(`${refText(ref)} delays ${percent(delayPercent)} of these requests by ${delaySeconds} s.`, 'fault.delay');
  for (const { host, percent: share } of mirrors)
    say(`${refText(ref)} copies ${percent(share)} of these requests to ${host}; copies are no part of the split.`);
  return reasons;
}
