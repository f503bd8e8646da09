/** Why the calls of an edge fail: likely causes in order, each with its evidence, what speaks against it and where to look (docs/policies.md §7). */

import type { Ref } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import type { MeshCall } from '../../mesh/calls';
import type { Because } from '../../policy/model';
import type { Cause, Explanation, Question, Sureness } from './cause';
import { CAUSES } from './causes/index';
import { type FailingCall, failingCall, type Surroundings } from './failing-call';
import { symptomSentence } from './sentences';
import type { Symptom, Unit } from './symptom';

export interface LikelyCause {
  /** Code of a `Cause`. */
  readonly code: string;
  readonly name: string;
  readonly says: string;
  readonly sure: Sureness;
  /** 0..1 of what fails on the edge; causes may explain the same part. */
  readonly share: number;
  /** Figures first, then what configuration says. */
  readonly evidence: readonly Because[];
  readonly against: readonly Because[];
  readonly look: string;
  readonly place?: { readonly ref: Ref; readonly path?: string };
  readonly commands: readonly string[];
  readonly questions: readonly Question[];
}

/** Plain and serialisable. */
export interface EdgeDiagnosis {
  readonly unit: Unit;
  /** Answers and connections that need a reason: errors, 4xx and flags (docs/policies.md §7), per second. */
  readonly failingPerSecond: number;
  readonly windowSeconds: number;
  /** Best first: share explained × how sure; empty = nothing fails. */
  readonly causes: readonly LikelyCause[];
  /** 0..1 of what fails that no cause explains. */
  readonly unexplained: number;
  /** What nobody could tell, and would say more. */
  readonly missing: readonly string[];
}

const WEIGHTS: Readonly<Record<Sureness, number>> = { certain: 1, likely: 0.6, possible: 0.25 };
const LESS: Readonly<Record<Sureness, Sureness>> = { certain: 'likely', likely: 'possible', possible: 'possible' };

/** Calls whose figures are told one by one; a closed group may hold thousands. */
const MOST_CALLS = 8;
/** Beside an explanation without doubt, a mere possibility is not worth reading. */
const WORTH_TELLING = 0.02;

/** One explanation of one symptom, and how much it accounts for. */
interface Explained {
  readonly cause: Cause;
  readonly symptom: Symptom;
  readonly call: FailingCall;
  readonly perSecond: number;
  readonly explanation: Explanation;
}

/** `calls` are those the edge is made of; undefined where there is nothing to explain. */
export function diagnoseEdge(
  calls: readonly MeshCall[],
  around: Surroundings & { readonly windowSeconds: number },
): EdgeDiagnosis | undefined {
  const failing = calls.flatMap((call) => failingCall(call, around) ?? []);
  const symptoms = failing.flatMap((call) => call.symptoms);
  const failingPerSecond = symptoms.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const [first] = symptoms;
  if (first === undefined) return undefined;
  const explained = failing.flatMap((call) => call.symptoms.flatMap((symptom) => explanationsOf(symptom, call)));
  const told = new Set(explained.map(({ symptom }) => symptom));
  const open = symptoms.filter((symptom) => !told.has(symptom) && !symptom.behind.some((behind) => told.has(behind)));
  return {
    unit: first.unit,
    failingPerSecond,
    windowSeconds: around.windowSeconds,
    causes: inOrder(explained, failingPerSecond),
    unexplained: open.reduce((sum, { perSecond }) => sum + perSecond, 0) / failingPerSecond,
    missing: missingOf(failing, around),
  };
}

/** Of a request whose retries were used up, what ended its attempts is explained as well, for the same share. */
function explanationsOf(symptom: Symptom, call: FailingCall): readonly Explained[] {
  const attempts = symptom.flags.includes('URX') ? symptom.behind : [];
  const total = attempts.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const behind = attempts.flatMap((attempt) =>
    weighed(attempt, call, (symptom.perSecond * attempt.perSecond) / total).map((each) => ({ ...each, symptom: attempt })),
  );
  return [...weighed(symptom, call, symptom.perSecond), ...behind.map(lessSure)];
}

/** What ended the attempts comes after the fact that all of them failed. */
const lessSure = (explained: Explained): Explained => ({
  ...explained,
  explanation: { ...explained.explanation, sure: LESS[explained.explanation.sure] },
});

/** Where one explanation leaves no doubt, others are doubted: that they fit is not that they hold. */
function weighed(symptom: Symptom, call: FailingCall, perSecond: number): readonly Explained[] {
  const found = CAUSES.flatMap((cause): readonly Explained[] => {
    const explanation = cause.explain(symptom, call);
    return explanation === undefined ? [] : [{ cause, symptom, call, perSecond, explanation }];
  });
  const settled = ({ explanation }: Explained) => explanation.sure === 'certain' && explanation.accompanies === undefined;
  return found.some(settled) ? found.map((each) => (each.explanation.sure === 'certain' ? each : lessSure(each))) : found;
}

function inOrder(explained: readonly Explained[], failingPerSecond: number): readonly LikelyCause[] {
  const byCause = new Map<Cause, Explained[]>();
  for (const each of explained) listIn(byCause, each.cause).push(each);
  const ranked = CAUSES.flatMap((cause) => {
    const parts = byCause.get(cause);
    if (parts === undefined) return [];
    const score = parts.reduce((sum, { perSecond, explanation }) => sum + perSecond * weightOf(explanation), 0) / failingPerSecond;
    return [{ score, cause: likelyCause(cause, parts, failingPerSecond) }];
  });
  // Array.sort is stable: equal ones keep the order of the registry.
  ranked.sort((a, b) => b.score - a.score);
  return ranked.filter(({ score }, index) => index === 0 || score >= WORTH_TELLING).map(({ cause }) => cause);
}

const weightOf = ({ sure, accompanies }: Explanation): number => WEIGHTS[accompanies ? 'possible' : sure];

function likelyCause(cause: Cause, parts: readonly Explained[], failingPerSecond: number): LikelyCause {
  const biggest = [...parts].sort((a, b) => b.perSecond - a.perSecond);
  const explanations = biggest.map(({ explanation }) => explanation);
  const figures = biggest.map(({ symptom, call, perSecond }) => symptomSentence(symptom, call, Math.min(1, perSecond / failingPerSecond)));
  const place = explanations.find((each) => each.place !== undefined)?.place;
  const share = parts.reduce((sum, { perSecond }) => sum + perSecond, 0) / failingPerSecond;
  return {
    code: cause.code,
    name: cause.name,
    says: cause.says,
    sure: mostlySure(parts),
    share: Math.min(1, share),
    evidence: distinct([...shortened(figures), ...explanations.flatMap(({ evidence = [] }) => evidence)]),
    against: distinct(explanations.flatMap(({ against = [] }) => against)),
    look: cause.look,
    ...(place === undefined ? {} : { place }),
    commands: [...new Set(explanations.flatMap(({ commands = [] }) => commands))],
    questions: [...new Map(explanations.flatMap(({ questions = [] }) => questions).map((each) => [each.ask, each])).values()],
  };
}

/** How sure the greatest part of it is; of equal parts the surer. */
function mostlySure(parts: readonly Explained[]): Sureness {
  const sums: Record<Sureness, number> = { certain: 0, likely: 0, possible: 0 };
  for (const { perSecond, explanation } of parts) sums[explanation.sure] += perSecond;
  const most = Math.max(...Object.values(sums));
  return (['certain', 'likely'] as const).find((sure) => sums[sure] === most) ?? 'possible';
}

function shortened(figures: readonly Because[]): readonly Because[] {
  const all = distinct(figures);
  if (all.length <= MOST_CALLS) return all;
  const sentence = `And ${all.length - MOST_CALLS} more calls and codes of the same kind.`;
  return [...all.slice(0, MOST_CALLS), { sentence, certainty: 'reported' }];
}

function missingOf(failing: readonly FailingCall[], { policies }: Surroundings): readonly string[] {
  const silent = failing.some(({ call, destinationReports }) => call.destination.workload !== undefined && !destinationReports);
  const deaf = failing.some(({ call }) => call.figures.reports.every(({ reporter }) => reporter !== 'source'));
  return [
    ...(policies === undefined
      ? [
          'No resources are loaded: what policies, routes and limits say of these calls is not known. Drop a bundle or name a Kubernetes API.',
        ]
      : []),
    ...(silent ? ['A destination reports nothing: whether calls arrived there is not known.'] : []),
    ...(deaf ? ['A source reports nothing: what its proxy tried, and what never left it, is not known.'] : []),
  ];
}

const distinct = (because: readonly Because[]): readonly Because[] => [...new Map(because.map((each) => [each.sentence, each])).values()];
