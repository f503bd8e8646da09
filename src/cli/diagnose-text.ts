/** Diagnoses as text for people: worst edge first, causes in order. */
import type { EdgeDiagnosis, LikelyCause } from '../inquiry/diagnosis/diagnose-edge';
import { formatRatio } from '../lib/format-number';
import { oneLine } from '../lib/one-line';
import { perSecond } from '../policy/findings/evidence';

/** One edge of the mesh grouped by workload that has something to explain. */
export interface DiagnosedEdge {
  readonly from: string;
  readonly to: string;
  readonly protocol: 'http' | 'grpc' | 'tcp';
  readonly diagnosis: EdgeDiagnosis;
}

const title = ({ name, sure, share }: LikelyCause): string => `${name} (${sure}, ${formatRatio(share)})`;

function causeLines(cause: LikelyCause, index: number): readonly string[] {
  const { says, evidence, against, look, commands, questions } = cause;
  return [
    `  ${index + 1}. ${title(cause)}: ${says}`,
    ...evidence.map(({ sentence }) => `       for      ${sentence}`),
    ...against.map(({ sentence }) => `       against  ${sentence}`),
    `       look     ${look}`,
    ...commands.map((command) => `                $ ${command}`),
    ...questions.flatMap(({ ask, command }) => [
      `       ask      ${ask}`,
      ...(command === undefined ? [] : [`                $ ${command}`]),
    ]),
  ];
}

/** What a resource says, where one decides; else the figures. */
function decidingReason({ evidence, says }: LikelyCause): string {
  return (evidence.find(({ ref }) => ref !== undefined) ?? evidence[0])?.sentence ?? says;
}

const heading = ({ from, to, protocol, diagnosis: { failingPerSecond, unit } }: DiagnosedEdge): string =>
  `${from} -> ${to}  ${protocol}  ${perSecond(failingPerSecond, unit)}`;

/** `whole` = every cause with all that it knows. */
export function diagnoseText(edges: readonly DiagnosedEdge[], whole: boolean): string {
  if (edges.length === 0) return 'Nothing fails: no error and no flag in the window.';
  const lines = edges.flatMap((edge) => {
    const { causes, missing } = edge.diagnosis;
    if (whole) return [heading(edge), ...causes.flatMap(causeLines), ...missing.map((each) => `  not known: ${each}`)];
    const [first] = causes;
    if (first === undefined) return [heading(edge), '  no cause is known here'];
    const others = causes.length > 1 ? `, or ${causes.length - 1} more` : '';
    return [heading(edge), `  ${title(first)}${others}`, `    ${decidingReason(first)}`];
  });
  return lines.map(oneLine).join('\n');
}
