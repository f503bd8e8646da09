import { answerAnalyzers } from './analyzers';
import { answerAttachment } from './attachment';
import { answerAuthorization } from './authorization';
import { answerMtls } from './mtls';
import { answerSplits } from './splits';
import type { AnswerCase } from './suite';

/** The suites of questions about resources; `graph` needs a Prometheus and stands in `run.ts`. A suite that is not here says "not implemented". */
export const SUITES: ReadonlyMap<string, AnswerCase> = new Map<string, AnswerCase>([
  ['analyzers', answerAnalyzers],
  ['attachment', answerAttachment],
  ['authorization', answerAuthorization],
  ['mtls', answerMtls],
  ['splits', answerSplits],
]);
