/** What a draft would change, as a reviewer reads it: worst first, each with the policy that decides and its line. */
import { amountText } from '../inquiry/what-if/amounts';
import type {
  CallChange,
  Consequence,
  DraftChange,
  MovedShare,
  PlacedDecision,
  ShareMove,
  VerdictDiff,
  WhatIfAnswer,
  WorkloadChange,
} from '../inquiry/what-if/model';
import { CONSEQUENCES } from '../inquiry/what-if/model';
import { refText } from '../istio/ref';
import type { InputIssue } from '../istio/sources/bundle';
import { formatRatio } from '../lib/format-number';
import { oneLine } from '../lib/one-line';
import { perSecond } from '../policy/findings/evidence';

const WORDS: Readonly<Record<Consequence, string>> = {
  denied: 'DENIED',
  breaks: 'BREAKS',
  'may-be-denied': 'MAY BE DENIED',
  'loses-mtls': 'LOSES MTLS',
  opens: 'OPENS',
  moves: 'MOVES',
  'gains-mtls': 'GAINS MTLS',
  'dry-run': 'DRY RUN',
  otherwise: 'OTHERWISE',
};

/** Lines of a group; the rest is counted. */
const MOST_LINES = 20;

export function whatIfText({ changes, diff }: WhatIfAnswer): string {
  const lines = [...changes.flatMap(changeLines), ...(diff === undefined ? [] : ['', ...diffLines(diff), summary(diff)])];
  return lines.map(oneLine).join('\n');
}

/** "draft.yaml:12:3: …", as compilers say it. */
export function issueText({ file, line, column, severity, message, hint }: InputIssue): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return oneLine(`${place}: ${severity}: ${message}${hint === undefined ? '' : ` ${hint}`}`);
}

function changeLines({ does, says, file, line, changesNothing = [], rules }: DraftChange): readonly string[] {
  const place = file === undefined ? '--remove' : `${file}:${line}`;
  const sentence = does === 'unread' || does === 'unreadable' ? `Left out: ${says}` : says;
  return [
    `${place}  ${sentence}`,
    ...changesNothing.map((because) => `    changes nothing: ${because.sentence}`),
    ...rules.flatMap((rule) =>
      rule.changesNothing === undefined
        ? []
        : [`    ${rule.path}${rule.line === undefined ? '' : ` (line ${rule.line})`}: ${rule.changesNothing}`],
    ),
  ];
}

function diffLines(diff: VerdictDiff): readonly string[] {
  const groups = CONSEQUENCES.flatMap((consequence) => {
    const calls = diff.calls.filter((each) => each.consequence === consequence);
    const total = diff.totals[consequence];
    if (total.calls === 0) return [];
    return [
      `${WORDS[consequence]}  ${total.calls === 1 ? '1 call' : `${total.calls} calls`}, ${amountText(total)}`,
      ...calls.slice(0, MOST_LINES).flatMap(callLines),
      ...(total.calls > MOST_LINES ? [`  … and ${total.calls - Math.min(MOST_LINES, calls.length)} more`] : []),
      '',
    ];
  });
  const findings = [
    ...diff.findings.appear.map(({ severity, code, title }) => `  + ${severity} ${code}: ${title}`),
    ...diff.findings.go.map(({ severity, code, title }) => `  - ${severity} ${code}: ${title}`),
  ];
  return [
    ...groups,
    ...section('ROUTES', diff.moves.flatMap(moveLines)),
    ...section('WORKLOADS', diff.workloads.map(workloadLine)),
    ...section('FINDINGS', findings),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length - MOST_LINES;
  return [title, ...lines.slice(0, MOST_LINES), ...(more > 0 ? [`  … and ${more} more`] : []), ''];
}

function callLines({ says, traffic, refusedPerSecond, protocol, access, transport, dryRun }: CallChange): readonly string[] {
  const shownBecause = access?.after.because ?? transport?.after.because ?? [];
  return [
    `  ${says}  ${amountText(traffic)}${refusedText(refusedPerSecond, protocol)}`,
    ...(access === undefined || access.before.verdict === access.after.verdict
      ? []
      : [`      ${access.before.verdict} → ${access.after.verdict}${byText(access.after.decidedBy)}`]),
    ...(transport === undefined ? [] : [`      ${transport.before.value} → ${transport.after.value}`]),
    ...(dryRun === undefined ? [] : [`      dry run: ${dryRun.before ?? 'none'} → ${dryRun.after ?? 'none'}`]),
    ...shownBecause.map(({ sentence }) => `      ${sentence}`),
  ];
}

function refusedText(perSecondRefused: number, protocol: CallChange['protocol']): string {
  if (perSecondRefused <= 0) return '';
  return ` (${perSecond(perSecondRefused, protocol === 'tcp' ? 'connections' : 'requests')} refused now already)`;
}

function byText(decidedBy: readonly PlacedDecision[]): string {
  const by = decidedBy.map(({ ref, action, path, position }) => {
    const place = position === undefined ? '' : ` (${position.file}:${position.line})`;
    return `${action} ${refText(ref)}${path === undefined ? '' : ` ${path}`}${place}`;
  });
  return by.length === 0 ? '' : ` by ${by.join('; ')}`;
}

function moveLines({ host, callers, kind, shares, traffic }: ShareMove): readonly string[] {
  const changed = kind.before === kind.after ? '' : `, ${kind.before} → ${kind.after}`;
  return [
    `  ${host}: ${amountText(traffic)} of ${callers.slice(0, 5).join(', ')}${callers.length > 5 ? ` and ${callers.length - 5} more` : ''}${changed}`,
    ...shares.map((share) => `      ${shareName(share)}  ${boundsText(share.before)} → ${boundsText(share.after)}`),
  ];
}

function shareName({ host, port, subset, status }: MovedShare): string {
  if (status !== undefined) return `answered ${status}`;
  return `${host}${port === undefined ? '' : `:${port}`}${subset === undefined ? '' : ` ${subset}`}`;
}

function boundsText(bounds: MovedShare['before']): string {
  if (bounds === undefined) return 'no route';
  return bounds.min === bounds.max ? formatRatio(bounds.min) : `${formatRatio(bounds.min)} to ${formatRatio(bounds.max)}`;
}

function workloadLine({ workload, posture, serverMtls, dataplane, gains, loses }: WorkloadChange): string {
  const parts = [
    posture && `${posture.before} → ${posture.after}`,
    serverMtls && `mTLS ${modesText(serverMtls.before)} → ${modesText(serverMtls.after)}`,
    dataplane && `${dataplane.before} → ${dataplane.after}`,
    ...gains.map((ref) => `+ ${refText(ref)}`),
    ...loses.map((ref) => `- ${refText(ref)}`),
  ].filter((part) => part !== undefined);
  return `  ${workload}: ${parts.join(', ')}`;
}

function modesText({ mode, ports }: NonNullable<WorkloadChange['serverMtls']>['before']): string {
  return [mode, ...[...ports].filter(([, each]) => each !== mode).map(([port, each]) => `${port} ${each}`)].join(' ');
}

function summary({ cuts, totals, observedCalls, moreCalls }: VerdictDiff): string {
  const changed = CONSEQUENCES.reduce((sum, consequence) => sum + totals[consequence].calls, 0);
  const held = `${changed} of ${observedCalls} observed calls would come out differently${moreCalls > 0 ? ` (${moreCalls} not listed)` : ''}`;
  return `${cuts ? 'CUTS TRAFFIC' : 'No call with traffic would be denied or break'}: ${held}.`;
}
