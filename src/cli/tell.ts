import { oneLine } from '../lib/one-line';
import type { Problem } from '../lib/problem';
import type { CommandContext } from './command';

/** Problems as lines of standard error. */
export function tell(problems: readonly Problem[], context: CommandContext): void {
  for (const { severity, message, hint } of problems) {
    context.printError(oneLine(`${severity}: ${message}${hint === undefined ? '' : ` ${hint}`}`));
  }
}
