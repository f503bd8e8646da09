/** The words of a command line against its options. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { err, ok, type Result } from '../lib/result';

type Parsed<T extends NonNullable<ParseArgsConfig['options']>> = ReturnType<
  typeof parseArgs<{ options: T; strict: true; allowPositionals: true }>
>;

/** The options and the words without one, or the sentence that says what is wrong. */
export function wordsOf<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: T,
): Result<Parsed<T>, string> {
  try {
    return ok(parseArgs({ args: [...args], options, strict: true, allowPositionals: true }));
  } catch (error) {
    const words = error instanceof Error ? error.message.split(/\. |\n/)[0] : String(error);
    return err(`${words}; see seamark ${command} --help.`);
  }
}
