/** Says on standard error, in one line, what is wrong with the call; answers the exit code for that. */
import { oneLine } from '../lib/one-line';
import type { CommandContext } from './command';

export function wrongUsage(sentence: string, { printError }: CommandContext): 2 {
  printError(oneLine(sentence));
  return 2;
}
