import type { Problem } from '../lib/problem';
import type { CommandContext } from './command';
import { oneLine } from './safe-text';

/** Problems as lines of standard error. */
export function tell(problems: readonly Problem[], context: CommandContext): void {
  for (const { severity, message, hint } of problems) {
    context.printError(oneLine(`${severity}: ${message}${hint === undefined ? '' : ` ${hint}`}`));
  }
}
