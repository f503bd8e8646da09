/** `npm run soak [-- engine|page|layout…]`: long runs with forced collection, and seeded simulations. Fails when something does not hold. */
import { soakEngine } from './soak/engine';
import { type HeapVerdict, heapSentence } from './soak/heap';
import { soakLayout } from './soak/layout';
import { soakPage } from './soak/page';

const REFRESHES = 1000;
/** The page's heap is level from about here: caches are full, code is compiled (docs/benchmarks.md). */
const WARM_UP = 250;
const SEEDS = 8;
const STEPS = 60;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function heldHeap(verdict: HeapVerdict): boolean {
  say(heapSentence(verdict));
  return verdict.held;
}

/** Each says what it found and whether it holds. */
const soaks: Readonly<Record<string, () => Promise<boolean>>> = {
  layout: async () => {
    const { simulations, steps, broken } = soakLayout(SEEDS, STEPS);
    say(`layout: ${simulations} simulations, ${steps} changes; nobody moves, nobody overlaps${broken.length === 0 ? '' : ': BROKEN'}`);
    for (const sentence of broken) say(`  ${sentence}`);
    return broken.length === 0;
  },
  engine: async () => heldHeap(await soakEngine(REFRESHES, WARM_UP)),
  page: async () => heldHeap(await soakPage(REFRESHES, WARM_UP, say)),
};

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(soaks, name));
  if (unknown !== undefined) {
    say(`There is no soak "${unknown}". There are: ${Object.keys(soaks).join(', ')}.`);
    return 2;
  }
  let failed = 0;
  for (const [name, run] of Object.entries(soaks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    if (!(await run())) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
