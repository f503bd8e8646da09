/** `npm run -s conformance -- SUITE FILE`: one JSON line a case, `{"id", "actual"}` or `{"id", "error"}`; see the README of the conformance set. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { graphOfCase, isGraphCase, openMetricsOf } from './graph-case';
import { startPrometheus } from './real-prometheus';

const laterSuites = ['authorization', 'mtls', 'splits', 'attachment', 'analyzers'];

/** npm runs scripts in the package's directory; FILE is meant from where it was called. */
function callersDirectory(): string {
  const { npm_lifecycle_event: script, INIT_CWD: called } = process.env;
  return script === 'conformance' && called !== undefined ? called : process.cwd();
}

interface Answer {
  readonly id: string;
  readonly actual?: unknown;
  readonly error?: string;
}

function idOf(parsed: unknown, fallback: string): string {
  if (typeof parsed !== 'object' || parsed === null) return fallback;
  if ('id' in parsed && typeof parsed.id === 'string') return parsed.id;
  return 'case' in parsed && typeof parsed.case === 'string' ? parsed.case : fallback;
}

async function answerGraph(parsed: unknown, file: string): Promise<Answer> {
  const id = idOf(parsed, file);
  if (!isGraphCase(parsed)) return { id, error: 'no graph case: it has no series with a graphType' };
  const prometheus = await startPrometheus({ openMetrics: openMetricsOf(parsed) });
  try {
    return { id, actual: await graphOfCase(parsed, prometheus.url) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  } finally {
    await prometheus.stop();
  }
}

/** Suites of questions that this version does not answer say so, case by case. */
function answerLater(parsed: unknown, file: string): readonly Answer[] {
  const listed = typeof parsed === 'object' && parsed !== null && 'cases' in parsed ? parsed.cases : parsed;
  const cases: readonly unknown[] = Array.isArray(listed) ? listed : [parsed];
  return cases.map((each) => ({ id: idOf(each, file), error: 'not implemented' }));
}

async function main([suite, file, ...more]: readonly string[]): Promise<number> {
  if (suite === undefined || file === undefined || more.length > 0 || !['graph', ...laterSuites].includes(suite)) {
    process.stderr.write(`Usage: npm run -s conformance -- SUITE FILE, with SUITE one of graph ${laterSuites.join(' ')}\n`);
    return 2;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(resolve(callersDirectory(), file), 'utf8'));
  } catch (error) {
    process.stderr.write(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const answers = suite === 'graph' ? [await answerGraph(parsed, file)] : answerLater(parsed, file);
  for (const answer of answers) process.stdout.write(`${JSON.stringify(answer)}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
