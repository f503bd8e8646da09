/** Finds the subcommand and runs it. */
import { readFileSync } from 'node:fs';
import type { Command, CommandContext } from './command';
import { commands } from './commands';
import { packageFile } from './serve/package-directory';
import { wrongUsage } from './wrong-usage';

function usage(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `seamark: the live map of a service mesh.\n\nCommands:\n${lines.join('\n')}\n\nseamark COMMAND --help tells more; seamark --version names the version.`;
}

function version(): string {
  const parsed: { readonly version: string } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  return parsed.version;
}

/** Resolves to the exit code. */
export async function runSeamark(args: readonly string[], context: CommandContext): Promise<number> {
  const [first, ...rest] = args;
  const names = commands.map(({ name }) => name).join(', ');
  if (first === undefined) return wrongUsage(`A command is missing (${names}); see seamark --help.`, context);
  if (first === '--help' || first === '-h' || first === 'help') {
    context.print(usage());
    return 0;
  }
  if (first === '--version' || first === '-V') {
    context.print(version());
    return 0;
  }
  const command: Command | undefined = commands.find(({ name }) => name === first);
  if (command === undefined) return wrongUsage(`There is no command ${JSON.stringify(first)}; the commands are ${names}.`, context);
  return command.run(rest, context);
}
