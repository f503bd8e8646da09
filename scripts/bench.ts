/** `npm run bench [-- name…]`: every measure against its floor in the same run. Fails when something breaks, not when a target is missed. */
import type { BenchFamily, BenchLine } from './bench/bench-line';
import { isMissed } from './bench/bench-line';
import { clickFamily } from './bench/click';
import { diffFamily } from './bench/diff';
import { focusFamily } from './bench/focus';
import { layoutFamily } from './bench/layout';
import { meshFamily } from './bench/mesh';
import { policiesFamily } from './bench/policies';
import { tableText } from './bench/print-table';
import { queriesFamily } from './bench/queries';
import { renderFamily } from './bench/render';
import { sizeFamily } from './bench/size';
import { spanFamily } from './bench/span';
import { workerFamily } from './bench/worker';

const families: readonly BenchFamily[] = [
  meshFamily,
  diffFamily,
  layoutFamily,
  focusFamily,
  policiesFamily,
  spanFamily,
  workerFamily,
  renderFamily,
  queriesFamily,
  clickFamily,
  sizeFamily,
];

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !families.some((family) => family.name === name));
  if (unknown !== undefined) {
    say(`There is no bench "${unknown}". There are: ${families.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const lines: BenchLine[] = [];
  let broken = 0;
  for (const family of families.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`${family.name}: ${family.about}`);
    try {
      const found = await family.run((text) => say(`  ${text}`));
      lines.push(...found);
      if (names.length !== 1) say(`${tableText(found)}\n`);
    } catch (error) {
      broken += 1;
      say(`${family.name} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  process.stdout.write(`${tableText(lines)}\n`);
  const missed = lines.filter(isMissed).length;
  process.stdout.write(
    `\n${lines.length} measures, ${missed} of ${lines.filter(({ target }) => target !== undefined).length} targets missed.\n`,
  );
  return broken === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
