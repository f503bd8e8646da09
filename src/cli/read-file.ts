import { err, ok, type Result } from '../lib/result';
import type { CommandContext } from './command';

/** The text of a file that an option names, or the sentence that says why there is none. */
export async function readFile(context: CommandContext, option: string, path: string): Promise<Result<string, string>> {
  try {
    return ok(await context.readText(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return err(`--${option}: the file ${JSON.stringify(path)} cannot be read${code}.`);
  }
}
