/** `seamark whatif`: a draft of resources against observed traffic. A gate for a pipeline. */

import { leastPrivilege } from '../inquiry/least-privilege/least-privilege';
import type { LeastPrivilegeQuestion } from '../inquiry/least-privilege/model';
import type { DraftText, WhatIfAnswer } from '../inquiry/what-if/model';
import { whatIf } from '../inquiry/what-if/what-if';
import { oneLine } from '../lib/one-line';
import type { Problem } from '../lib/problem';
import { isoText } from '../lib/range-text';
import { ok, type Result } from '../lib/result';
import type { Command, CommandContext } from './command';
import { bothAnswered, measureMesh } from './measured-mesh';
import { readFile } from './read-file';
import { tell } from './tell';
import { toJson } from './to-json';
import { type DraftArguments, parseWhatIfArguments, type WhatIfArguments, whatIfUsage } from './whatif-arguments';
import { issueText, whatIfText } from './whatif-text';
import { wrongUsage } from './wrong-usage';

async function readDrafts(files: readonly string[], context: CommandContext): Promise<Result<readonly DraftText[], string>> {
  const drafts: DraftText[] = [];
  for (const file of files) {
    const text = await readFile(context, 'with', file);
    if (!text.ok) return text;
    drafts.push({ name: file === '-' ? 'stdin' : file, text: text.value });
  }
  return ok(drafts);
}

function whatIfJson(answer: WhatIfAnswer, problems: readonly Problem[]): string {
  const { diff } = answer;
  return toJson({
    schema: 'seamark.whatif/1',
    ...(diff && { at: isoText(diff.atSeconds), windowSeconds: diff.windowSeconds, cuts: diff.cuts }),
    ...answer,
    problems: [...answer.problems, ...problems],
  });
}

/** What cannot be applied cannot be judged: the pipeline stops before the question whether it would cut anything. */
function isUnfit({ problems, issues, changes }: WhatIfAnswer): boolean {
  return [...problems, ...issues].some(({ severity }) => severity === 'error') || changes.some(({ does }) => does === 'absent');
}

async function holdDraft(asked: WhatIfArguments, draft: DraftArguments, context: CommandContext): Promise<number> {
  const drafts = await readDrafts(draft.files, context);
  if (!drafts.ok) return wrongUsage(drafts.error, context);
  const measured = await measureMesh(asked, context);
  if (!measured.ok) return wrongUsage(measured.error, context);
  const { evidence, problems } = measured.value;
  const { defaultNamespace, remove } = draft;
  const answer = whatIf({ drafts: drafts.value, remove, ...(defaultNamespace !== undefined && { defaultNamespace }) }, evidence);
  if (asked.json) context.print(whatIfJson(answer, problems));
  else {
    tell([...problems, ...answer.problems], context);
    for (const issue of answer.issues) context.printError(issueText(issue));
    if (answer.changes.length > 0) context.print(whatIfText(answer));
  }
  if (isUnfit(answer)) return 2;
  return bothAnswered(measured.value) && answer.diff?.cuts !== true ? 0 : 1;
}

async function propose(asked: WhatIfArguments, question: LeastPrivilegeQuestion, context: CommandContext): Promise<number> {
  const measured = await measureMesh(asked, context);
  if (!measured.ok) return wrongUsage(measured.error, context);
  const { evidence, problems, source } = measured.value;
  const answer = await leastPrivilege(question, evidence, source);
  if (asked.json) context.print(toJson({ schema: 'seamark.whatif/1', ...answer, problems: [...answer.problems, ...problems] }));
  else {
    tell([...problems, ...answer.problems], context);
    for (const { name, coveredBy, says } of answer.callers) if (coveredBy !== 'principal') context.printError(oneLine(`${name}: ${says}`));
    if (answer.proposal !== undefined) context.print(answer.proposal.yaml.trimEnd());
  }
  return bothAnswered(measured.value) && answer.proposal !== undefined && answer.wouldDeny.length === 0 ? 0 : 1;
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseWhatIfArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(whatIfUsage);
    return 0;
  }
  const { asks } = parsed.value;
  return 'propose' in asks ? propose(parsed.value, asks.propose, context) : holdDraft(parsed.value, asks, context);
}

export const whatIfCommand: Command = {
  name: 'whatif',
  summary: 'what a draft of resources would deny, break or move of the traffic observed',
  run,
};
