import type { Command } from './command';
import { graphCommand } from './graph';
import { serveCommand } from './serve';

/** All subcommands, in the order of `seamark --help`. */
export const commands: readonly Command[] = [graphCommand, serveCommand];
