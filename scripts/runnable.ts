import { type BinaryName, findBinary } from './find-binary';

/**
 * Can tests that need these programs run here? For `describe.skipIf(!runnable('prometheus', 'promtool'))`.
 * When not, it says so loudly; with CI=true that is an error, because a comparison nobody made must not look like one that held.
 */
export function runnable(...names: readonly BinaryName[]): boolean {
  const missing = names.filter((name) => findBinary(name) === undefined);
  if (missing.length === 0) return true;
  const sentence = `CANNOT RUN: ${missing.join(', ')} not found, so tests that need it are left out. npm test tries to install it.`;
  if (process.env.CI === 'true') throw new Error(sentence);
  process.stderr.write(`\n!!! ${sentence}\n\n`);
  return false;
}
