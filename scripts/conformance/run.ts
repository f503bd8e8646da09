/** `npm run -s conformance -- SUITE FILE`: one JSON line a case, `{"id", "actual"}` or `{"id", "error"}`; see the README of the conformance set. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isRecord } from '../../src/istio/resources/reader';
import { startPrometheus } from '../real-prometheus';
import { graphOfCase, isGraphCase, openMetricsOf } from './graph-case';
import { SUITES } from './suites';

const caseSuites = ['authorization', 'mtls', 'splits', 'attachment', 'analyzers'];

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

/** A case is answered without its `expected`, and a case that cannot be answered does not stop the others. */
function answerCases(suite: string, parsed: unknown, file: string): readonly Answer[] {
  const listed = isRecord(parsed) && 'cases' in parsed ? parsed.cases : parsed;
  const cases: readonly unknown[] = Array.isArray(listed) ? listed : [parsed];
  const answer = SUITES.get(suite);
  const readInput = (path: string) => readFileSync(resolve(dirname(file), path), 'utf8');
  return cases.map((each) => {
    const id = idOf(each, file);
    if (answer === undefined) return { id, error: 'not implemented' };
    if (!isRecord(each)) return { id, error: 'no case: not an object' };
    const { expected: _, derivation: __, origin: ___, title: ____, ...given } = each;
    try {
      return { id, actual: answer(given, readInput) };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  });
}

async function main([suite, file, ...more]: readonly string[]): Promise<number> {
  if (suite === undefined || file === undefined || more.length > 0 || !['graph', ...caseSuites].includes(suite)) {
    process.stderr.write(`Usage: npm run -s conformance -- SUITE FILE, with SUITE one of graph ${caseSuites.join(' ')}\n`);
    return 2;
  }
  const path = resolve(callersDirectory(), file);
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    process.stderr.write(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const answers = suite === 'graph' ? [await answerGraph(parsed, file)] : answerCases(suite, parsed, path);
  for (const answer of answers) process.stdout.write(`${JSON.stringify(answer)}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
