/** `seamark snapshot`: the mesh of a moment in files that need no Prometheus any more. */

import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import type { Command, CommandContext } from './command';
import { readSnapshotFile } from './read-snapshot-file';
import { parseSnapshotArguments, type SnapshotArguments, snapshotUsage } from './snapshot-arguments';
import { formWriter } from './snapshot-forms';
import { type SnapshotTaken, takeSnapshot } from './snapshot-source';
import { tell } from './tell';
import { wrongUsage } from './wrong-usage';

type Failure = { readonly usage: string } | { readonly problems: readonly Problem[] };

async function taken({ source }: SnapshotArguments, context: CommandContext): Promise<Result<SnapshotTaken, Failure>> {
  if (source.kind === 'asked') return takeSnapshot(source, context);
  const read = await readSnapshotFile(source.path, context);
  return read.ok ? ok({ snapshot: read.value, problems: [] }) : err({ usage: read.error });
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseSnapshotArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(snapshotUsage);
    return 0;
  }
  const { outputs, look } = parsed.value;
  const found = await taken(parsed.value, context);
  if (!found.ok) {
    if ('usage' in found.error) return wrongUsage(found.error.usage, context);
    tell(found.error.problems, context);
    return 1;
  }
  tell(found.value.problems, context);
  const write = formWriter(found.value.snapshot, look, context);
  let failed = false;
  for (const { path, form } of outputs) {
    const bytes = await write(form);
    const written = bytes.ok ? await context.writeFile(path, bytes.value) : bytes;
    if (written.ok && bytes.ok) context.print(`${path}  ${sizeText(bytes.value.length)}`);
    else if (!written.ok) {
      failed = true;
      tell([{ code: 'snapshot-not-written', severity: 'error', message: `${path}: ${written.error}` }], context);
    }
  }
  return failed ? 1 : 0;
}

const sizeText = (bytes: number): string => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

export const snapshotCommand: Command = {
  name: 'snapshot',
  summary: 'write what flows at one moment as a snapshot, a page, a picture, tables or a summary',
  run,
};
