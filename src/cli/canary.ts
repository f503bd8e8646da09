/** `seamark canary`: the canaries of the page, fit for the gate of a pipeline. */

import { answerCanaries, isAsked } from '../inquiry/canary/answer-canaries';
import type { CanaryReport } from '../inquiry/canary/model';
import { hostNotFound } from '../inquiry/canary/problems';
import type { Inventory } from '../istio/inventory';
import { isoText } from '../lib/range-text';
import { canaryUsage, type FailWord, parseCanaryArguments } from './canary-arguments';
import { canaryText } from './canary-text';
import type { Command, CommandContext } from './command';
import { bothAnswered, measureMesh } from './measured-mesh';
import { positionText } from './position-text';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

function isRefused({ split, quality }: CanaryReport, words: readonly FailWord[]): boolean {
  const isSaid = (word: FailWord): boolean => {
    if (word === 'deviates') return split.says === 'deviates' && split.confirmed;
    if (word === 'deviates-once') return split.says === 'deviates';
    return split.says === word || quality.says === word;
  };
  return words.some(isSaid);
}

/** A report for other programs: places with their lines, infinite bounds as null. */
function reportJson(report: CanaryReport, inventory: Inventory) {
  const position = positionText(inventory, report.route.ref, report.route.path);
  return position === undefined ? report : { ...report, position };
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseCanaryArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(canaryUsage);
    return 0;
  }
  const { hosts, failOn, json } = parsed.value;
  const measured = await measureMesh(parsed.value, context);
  if (!measured.ok) return wrongUsage(measured.error, context);
  const { evidence, source } = measured.value;
  const { inventory } = evidence;
  const answered = bothAnswered(measured.value);
  const [only, another] = hosts;
  const told = await answerCanaries(only !== undefined && another === undefined ? { host: only } : {}, { ...source, evidence });
  const problems = [...measured.value.problems, ...told.problems];
  const unknown = answered ? hosts.find((host) => !told.hosts.some((each) => isAsked(each, host))) : undefined;
  if (unknown !== undefined) {
    const { message, hint = '' } = hostNotFound(unknown, told.hosts);
    return wrongUsage(`${message} ${hint}`, context);
  }
  const reports = hosts.length === 0 ? told.reports : told.reports.filter((report) => hosts.some((host) => isAsked(report.host, host)));
  if (json) {
    const { atSeconds, windowSeconds, queries } = told;
    const at = isoText(atSeconds);
    const shown = reports.map((report) => reportJson(report, inventory));
    context.print(toJson({ schema: 'seamark.canary/1', at, windowSeconds, reports: shown, hosts: told.hosts, queries, problems }));
  } else {
    tell(problems, context);
    context.print(canaryText(reports, inventory));
  }
  return answered && !reports.some((report) => isRefused(report, failOn)) ? 0 : 1;
}

export const canaryCommand: Command = {
  name: 'canary',
  summary: 'hold measured shares against configured ones, and candidates against stable versions',
  run,
};
