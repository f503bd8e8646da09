import { canaryCommand } from './canary';
import { checkCommand } from './check';
import type { Command } from './command';
import { diagnoseCommand } from './diagnose';
import { diffCommand } from './diff';
import { doctorCommand } from './doctor';
import { explainCommand } from './explain';
import { graphCommand } from './graph';
import { readinessCommand } from './readiness';
import { serveCommand } from './serve';
import { snapshotCommand } from './snapshot';
import { whatIfCommand } from './whatif';

/** All subcommands, in the order of `seamark --help`. */
export const commands: readonly Command[] = [
  graphCommand,
  checkCommand,
  explainCommand,
  canaryCommand,
  diagnoseCommand,
  diffCommand,
  doctorCommand,
  readinessCommand,
  whatIfCommand,
  snapshotCommand,
  serveCommand,
];
