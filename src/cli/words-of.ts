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
    // Node's first sentence names the option; the rest is advice about "--".
    const words = error instanceof Error ? error.message.split(/\. |\n/)[0] : String(error);
    return err(`${words}; see seamark ${command} --help.`);
  }
}

/** The same of a command that takes no words without an option. */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: T,
): Result<Parsed<T>['values'], string> {
  const parsed = wordsOf(command, args, options);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [stray] = positionals;
  return stray === undefined ? ok(values) : err(`${JSON.stringify(stray)} belongs to no option; see seamark ${command} --help.`);
}
