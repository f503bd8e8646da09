/** What makes the answer as a whole unsafe: what was not kept, could not be asked, is not measured, or is not known of the configuration. */
import { formatDuration } from '../../lib/duration';
import { many } from '../../lib/many';
import type { Problem } from '../../lib/problem';
import type { Diagnosed } from '../../telemetry/doctor/diagnose';
import { list } from '../../telemetry/doctor/words';
import type { Reason } from './answer';
import { momentText, stepsText } from './figures';
import type { History } from './history';
import type { Knowledge } from './knowledge';

/** Checks of the telemetry doctor whose hole hides plaintext. */
const HIDING = [
  'requests',
  'freshness',
  'reporters-destination',
  'label-reporter',
  'label-connection_security_policy',
  'label-destination_workload',
  'label-destination_workload_namespace',
];
/** Holes that hide some of it, maybe. */
const TO_KNOW = ['scrape-jobs', 'tcp', 'label-source_workload', 'label-source_workload_namespace'];
/** Kinds that decide who is refused. */
const DECIDING = ['PeerAuthentication', 'DestinationRule', 'Pod'] as const;

export function wholeReasons(history: History, checks: readonly Diagnosed[], knowledge: Knowledge | undefined): readonly Reason[] {
  return [...keptReasons(history), ...askedReasons(history), ...checkReasons(checks), ...configurationReasons(knowledge)];
}

function keptReasons({ keptFromSeconds, fromSeconds, toSeconds, stepSeconds, emptySteps, queries }: History): readonly Reason[] {
  // What could not be asked is told as such.
  if (keptFromSeconds === undefined && queries.some(({ failed }) => failed !== undefined)) return [];
  if (keptFromSeconds === undefined)
    return [
      {
        code: 'nothing-kept',
        weight: 'cannot-tell',
        sentence: 'The source has nothing of Istio in this span.',
        next: 'Open the telemetry doctor: it says what is not scraped.',
      },
    ];
  const reasons: Reason[] = [];
  if (keptFromSeconds > fromSeconds)
    reasons.push({
      code: 'span-not-kept',
      weight: 'cannot-tell',
      sentence: `The source answers from ${momentText(keptFromSeconds)} on: ${lengthText(toSeconds - keptFromSeconds)} of the ${lengthText(toSeconds - fromSeconds)} asked for.`,
      next:
        toSeconds - keptFromSeconds < 3600
          ? 'Ask again when the source has more than an hour, or ask one that keeps more.'
          : `Choose a span of ${lengthText(toSeconds - keptFromSeconds)} or less, or ask a source that keeps more.`,
    });
  if (emptySteps > 0)
    reasons.push({
      code: 'span-interrupted',
      weight: 'cannot-tell',
      sentence: `For ${stepsText(emptySteps, stepSeconds)} of the span the source has nothing of Istio at all.`,
      next: 'Look whether scraping stood still; choose a span after it.',
    });
  return reasons;
}

/** Whole hours, rounded down: "2d23h". */
const lengthText = (seconds: number): string => formatDuration(Math.floor(seconds / 3600) * 3600);

function askedReasons({ queries, cut, problems }: History): readonly Reason[] {
  const failed = queries.filter((each) => each.failed !== undefined);
  const reasons: Reason[] = [];
  const [first] = failed;
  if (first?.failed !== undefined)
    reasons.push({
      code: 'not-answered',
      weight: 'cannot-tell',
      sentence: `${many(failed.length, 'query').replace('querys', 'queries')} of ${queries.length} got no answer (${failed.length === 1 ? `${first.title}, ` : ''}${periods(failed)}): ${first.failed.message}`,
      next: first.failed.hint ?? 'Ask again.',
    });
  if (cut.length > 0)
    reasons.push({
      code: 'answer-cut',
      weight: 'cannot-tell',
      sentence: `${many(cut.length, 'answer')} had more rows than are read (${periods(cut)}).`,
      next: 'Ask for one namespace at a time.',
    });
  for (const { message } of problems.filter(isPartial))
    reasons.push({ code: 'server-warned', weight: 'cannot-tell', sentence: message, next: 'Ask again when the source is whole.' });
  return reasons;
}

/** A server that warns has left something out, as far as anybody here knows. */
const isPartial = ({ severity, code }: Problem): boolean => severity === 'warning' && code === 'prometheus-warning';

function periods(asked: readonly { readonly fromSeconds: number; readonly toSeconds: number }[]): string {
  return list([...new Set(asked.map(({ toSeconds }) => `day up to ${momentText(toSeconds)}`))]);
}

function checkReasons(checks: readonly Diagnosed[]): readonly Reason[] {
  return checks.flatMap(({ id, title, state, says, hides, remedies }): readonly Reason[] => {
    const wrong = state === 'missing' || state === 'partial';
    const weight = HIDING.includes(id) && wrong ? 'cannot-tell' : TO_KNOW.includes(id) && wrong ? 'note' : undefined;
    if (weight === undefined) return [];
    const sentence = `${title}: ${says}${hides === undefined ? '' : ` Hidden: ${hides}`}`;
    return [{ code: `doctor-${id}`, weight, sentence, ...(remedies?.[0] !== undefined && { next: remedies[0].says }) }];
  });
}

function configurationReasons(knowledge: Knowledge | undefined): readonly Reason[] {
  if (knowledge === undefined)
    return [
      {
        code: 'no-configuration',
        weight: 'cannot-tell',
        sentence: 'No resources are known: modes, DestinationRules and probes cannot be looked at.',
        next: 'Give the source a Kubernetes address, or drop the resources on the page.',
      },
    ];
  const { inventory } = knowledge;
  const refused = DECIDING.filter((kind) => inventory.coverage(kind) === 'forbidden');
  const absent = DECIDING.filter((kind) => kind !== 'Pod' && inventory.coverage(kind) === 'none');
  return [
    ...(refused.length === 0
      ? []
      : [
          {
            code: 'kinds-forbidden',
            weight: 'cannot-tell' as const,
            sentence: `The Kubernetes API refuses ${list(refused)}.`,
            next: 'Allow the reader to list them.',
          },
        ]),
    ...(absent.length === 0
      ? []
      : [{ code: 'kinds-not-given', weight: 'note' as const, sentence: `No ${list(absent)} was given: there is taken to be none.` }]),
  ];
}
