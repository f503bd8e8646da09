/** The answer of `seamark readiness` as lines. */
import type {
  CallerKind,
  NamespaceReadiness,
  ReadinessAnswer,
  ReadinessVerdict,
  Reason,
  WorkloadReadiness,
} from '../inquiry/readiness/answer';
import { momentText, sumsText } from '../inquiry/readiness/figures';
import { formatCount, formatMilliseconds } from '../lib/format-number';
import { oneLine } from '../lib/one-line';

const WORDS: Readonly<Record<ReadinessVerdict, string>> = { ready: 'READY', 'not-ready': 'NOT READY', 'cannot-tell': 'CANNOT TELL' };

const KINDS: Readonly<Record<CallerKind, string>> = { unknown: '', 'no-proxy': ' (no proxy)', meshed: ' (has a proxy)', unjudged: '' };

export function readinessText(answer: ReadinessAnswer): string {
  const { fromSeconds, toSeconds, namespaces, reasons, queries } = answer;
  const series = queries.reduce((sum, query) => sum + query.series, 0);
  const milliseconds = queries.reduce((sum, query) => sum + query.milliseconds, 0);
  return [
    `${WORDS[answer.verdict]}, ${momentText(fromSeconds)} to ${momentText(toSeconds)}`,
    ...reasons.flatMap((reason) => reasonLines(reason, '  ')),
    ...namespaces.flatMap(namespaceLines),
    '',
    `Asked ${formatCount(queries.length)} queries, ${formatCount(series)} series, ${formatMilliseconds(milliseconds)}.`,
  ].join('\n');
}

function namespaceLines({ namespace, verdict, already, reasons, workloads, stages }: NamespaceReadiness): readonly string[] {
  return [
    '',
    oneLine(`${WORDS[verdict]}  namespace ${namespace}${already ? ' (STRICT already)' : ''}`),
    ...reasons.flatMap((reason) => reasonLines(reason, '  ')),
    ...workloads.flatMap(workloadLines),
    ...stages.flatMap(({ title, says, yaml }, at) => [
      '',
      `  ${at + 1}. ${oneLine(`${title}. ${says}`)}`,
      ...(yaml === undefined ? [] : yaml.trimEnd().split('\n')).map((line) => `     ${oneLine(line)}`),
    ]),
  ];
}

function workloadLines(workload: WorkloadReadiness): readonly string[] {
  const { name, verdict, mode, callers, reasons } = workload;
  return [
    oneLine(`  ${WORDS[verdict]}  ${name}, ${mode === undefined ? 'mode not known' : mode.value}: ${sumsText(workload)}`),
    ...reasons.flatMap((reason) => reasonLines(reason, '    ')),
    ...callers.map((caller) =>
      oneLine(
        `    from ${caller.name}${KINDS[caller.kind]}: ${sumsText(caller)}${caller.lastSeenSeconds === undefined ? '' : `, last seen in the step up to ${momentText(caller.lastSeenSeconds)}`}`,
      ),
    ),
  ];
}

function reasonLines({ sentence, next }: Reason, indent: string): readonly string[] {
  return [oneLine(`${indent}- ${sentence}`), ...(next === undefined ? [] : [oneLine(`${indent}  next: ${next}`)])].map((line) =>
    line.startsWith(indent) ? line : `${indent}${line}`,
  );
}
