/** Findings as text for people: worst first, each with its evidence and what to do next. */
import { refText } from '../istio/ref';
import type { InputIssue } from '../istio/sources/bundle';
import { oneLine } from '../lib/one-line';
import type { Finding } from '../policy/model';

/** A finding with the place of its resource in the source. */
export interface PlacedFinding extends Finding {
  readonly position?: string;
}

const SIGNS = { error: '✕ error  ', warning: '▲ warning', info: '· info   ' } as const;

function findingLines({ severity, code, title, ref, path, position, evidence, next, commands }: PlacedFinding): readonly string[] {
  const where =
    ref === undefined ? [] : [`    at   ${refText(ref)}${path ? ` ${path}` : ''}${position === undefined ? '' : ` (${position})`}`];
  return [
    `${SIGNS[severity]}  ${code}  ${title}`,
    ...where,
    ...evidence.map(({ sentence, certainty }) => `    why  ${sentence}${certainty === 'computed' ? '' : ` [${certainty}]`}`),
    ...(next === '' ? [] : [`    next ${next}`]),
    ...commands.map((command) => `         $ ${command}`),
  ];
}

function issueLine({ severity, code, message, file, line, column }: InputIssue): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${SIGNS[severity]}  ${code}  ${place}: ${message}`;
}

export function checkText(findings: readonly PlacedFinding[], issues: readonly InputIssue[]): string {
  const count = (severity: string) => [...findings, ...issues].filter((each) => each.severity === severity).length;
  const summary = `${count('error')} errors, ${count('warning')} warnings, ${count('info')} notes`;
  return [...issues.map(issueLine), ...findings.flatMap(findingLines), summary].map(oneLine).join('\n');
}
