/** What differs, as an aligned table for people: greatest impact first, units in the headers, a star at what is beyond noise and chance. */

import type { Difference } from '../inquiry/diff/model';
import { formatDuration } from '../lib/duration';
import { many } from '../lib/many';
import { oneLine } from '../lib/one-line';
import { isoText } from '../lib/range-text';
import type { GroupBy } from '../mesh/model';
import { type Figures, notTold, type ToldChange } from './diff-changes';
import { aligned, type Heading, rounded, short } from './text-table';

interface Column extends Heading {
  readonly cell: (change: ToldChange) => string;
}

const figures = (told: ToldChange['before']): Figures => (typeof told === 'object' && told !== null ? told : {});

/** "0 → 31 *"; one number where both moments have it written the same, "–" for a moment that has none. */
function fromTo(change: ToldChange, names: readonly (keyof Figures)[], write: (value: number, name: keyof Figures) => string): string {
  const said = (told: ToldChange['before']) => {
    const name = names.find((one) => figures(told)[one] !== undefined);
    const value = name && figures(told)[name];
    return name === undefined || value === undefined ? '–' : write(value, name);
  };
  const [before, after] = [said(change.before), said(change.after)];
  if (before === '–' && after === '–') return '';
  const star = names.some((name) => change.significant?.includes(name)) ? ' *' : '';
  return `${before === after ? after : `${before} → ${after}`}${star}`;
}

const percent = (ratio: number): string => rounded(ratio * 100);

const COLUMNS: readonly Column[] = [
  { title: 'CHANGE', right: false, cell: ({ kind, plaintextAppeared }) => (plaintextAppeared ? `${kind}, plaintext` : kind) },
  { title: 'SUBJECT', right: false, cell: subjectText },
  { title: 'IMPACT/S', right: true, cell: ({ impact = 0 }) => rounded(impact) },
  {
    title: 'REQ/S',
    right: true,
    cell: (change) =>
      fromTo(
        change,
        ['requestsPerSecond', 'bytesPerSecond'],
        (value, name) => `${rounded(value)}${name === 'bytesPerSecond' ? ' B/s' : ''}`,
      ),
  },
  { title: 'ERRORS %', right: true, cell: (change) => fromTo(change, ['errorRatio'], percent) },
  { title: 'P99 MS', right: true, cell: (change) => fromTo(change, ['p99Milliseconds'], rounded) },
  { title: 'MTLS %', right: true, cell: (change) => fromTo(change, ['mtlsRatio'], percent) },
];

function subjectText({ subject, versions }: ToldChange): string {
  const names = subject.split(' → ').map(short).join(' → ');
  if (versions === undefined) return names;
  return `${names}: ${[...versions.removed.map((one) => `- ${short(one)}`), ...versions.added.map((one) => `+ ${short(one)}`)].join(', ')}`;
}

export function diffText(changes: readonly ToldChange[], difference: Difference, groupBy: GroupBy): string {
  const traffic = changes.filter(({ about }) => about === 'edge' || about === 'node');
  const rows = [COLUMNS.map(({ title }) => title), ...traffic.map((change) => COLUMNS.map(({ cell }) => cell(change)))];
  return [
    ...(traffic.length === 0 ? [] : [...aligned(rows, COLUMNS), '']),
    ...section('RESOURCES', changes.filter(({ about }) => about === 'resource').map(resourceLine)),
    ...section('VERDICTS', changes.filter(({ kind }) => kind === 'verdict').map(verdictLine)),
    ...doubtLines(difference),
    summary(traffic.length, difference, groupBy),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [title, ...lines, '']);

function resourceLine({ kind, subject, paths = [], at }: ToldChange): string {
  const fields = paths.length === 0 ? '' : `: ${paths.join(', ')}`;
  return oneLine(`  ${kind.replace('resource-', '')}  ${subject}${at === undefined ? '' : `  at ${at}`}${fields}`);
}

const verdictLine = ({ about, subject, before, after }: ToldChange): string => oneLine(`  ${about}  ${subject}: ${before} → ${after}`);

function doubtLines(difference: Difference): readonly string[] {
  const { tooFew, beforeUnknown, afterUnknown } = notTold(difference);
  return [
    ...(tooFew > 0 ? [`${many(tooFew, 'edge')} with too few requests to tell.`] : []),
    ...(beforeUnknown > 0 ? [`${many(beforeUnknown, 'edge')} of which A is not known: neither new nor changed.`] : []),
    ...(afterUnknown > 0 ? [`${many(afterUnknown, 'edge')} of which B is not known: neither gone nor changed.`] : []),
  ];
}

const CLASSES = ['worse', 'removed', 'added', 'better', 'changed'] as const;

function summary(changes: number, { counts, edges, before, after }: Difference, groupBy: GroupBy): string {
  const told = CLASSES.filter((one) => counts[one] > 0).map((one) => `${counts[one]} ${one}`);
  const spans = [before, after].map(({ windowSeconds }) => formatDuration(windowSeconds));
  const windowText = spans[0] === spans[1] ? spans[0] : spans.join(' and ');
  return `${many(changes, 'change')}${told.length === 0 ? '' : ` (${told.join(', ')})`} of ${many(edges.size, 'edge')}, ${isoText(before.atSeconds)} to ${isoText(after.atSeconds)}, window ${windowText}, by ${groupBy}`;
}
