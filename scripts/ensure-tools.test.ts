import { expect, test } from 'vitest';
import { ensureTools, type Machine } from './ensure-tools';
import type { BinaryName } from './find-binary';

interface Pretended {
  readonly installed: readonly BinaryName[];
  readonly isRoot?: boolean;
  /** Which programs a command brings. */
  readonly brings?: Readonly<Record<string, readonly BinaryName[]>>;
  readonly fails?: readonly string[];
}

function pretend({ installed, isRoot = true, brings = {}, fails = [] }: Pretended): { machine: Machine; commands: string[] } {
  const present = new Set<BinaryName>(installed);
  const commands: string[] = [];
  const machine: Machine = {
    isRoot,
    say: () => {},
    find: (name) => (present.has(name) ? `/bin/${name}` : undefined),
    run: (command, rest) => {
      const line = [command, ...rest].join(' ');
      commands.push(line);
      for (const name of brings[line] ?? []) present.add(name);
      return !fails.some((start) => line.startsWith(start));
    },
  };
  return { machine, commands };
}

const install = 'apt-get install -q -y --no-install-recommends';

test('nothing is run when everything is there', () => {
  const { machine, commands } = pretend({ installed: ['chromium', 'prometheus', 'promtool', 'victoria-metrics'] });
  expect(ensureTools(machine)).toEqual([]);
  expect(commands).toEqual([]);
});

test("a missing browser is Playwright's, tried out", () => {
  const { machine, commands } = pretend({
    installed: ['prometheus', 'promtool', 'victoria-metrics'],
    brings: { 'npx playwright install chromium': ['chromium'] },
  });
  expect(ensureTools(machine)).toEqual([]);
  expect(commands).toEqual(['npx playwright install chromium', '/bin/chromium --version']);
});

test('the rest comes from apt, one package once; sudo where this is not root', () => {
  const { machine, commands } = pretend({
    installed: ['victoria-metrics'],
    isRoot: false,
    fails: ['npx'],
    brings: { [`sudo -n ${install} chromium`]: ['chromium'], [`sudo -n ${install} prometheus`]: ['prometheus', 'promtool'] },
  });
  expect(ensureTools(machine)).toEqual([]);
  expect(commands).toEqual([
    'npx playwright install chromium',
    'sudo -n apt-get update -q',
    `sudo -n ${install} chromium`,
    `sudo -n ${install} prometheus`,
  ]);
});

test('what cannot be had is told with what it is needed for', () => {
  const { machine } = pretend({ installed: ['chromium', 'prometheus', 'promtool'], fails: ['apt-get'] });
  expect(ensureTools(machine)).toEqual([
    'victoria-metrics is missing and could not be installed: without it the comparison with VictoriaMetrics cannot run.',
  ]);
});
