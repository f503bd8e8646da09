/** Finds what the tests run beside ours, and installs what is missing where it may. */
import { spawnSync } from 'node:child_process';
import { type BinaryName, findBinary } from './find-binary';

/** What the installer needs of the machine, so that a test can stand in for it. */
export interface Machine {
  readonly find: (name: BinaryName) => string | undefined;
  /** Runs a command without input; true when it ended well. */
  readonly run: (command: string, commandArguments: readonly string[]) => boolean;
  readonly say: (line: string) => void;
  readonly isRoot: boolean;
}

/** Program → Debian package; what cannot run without it, for the notice. */
const tools: readonly { readonly name: BinaryName; readonly debianPackage: string; readonly neededFor: string }[] = [
  { name: 'chromium', debianPackage: 'chromium', neededFor: 'the browser tests (Playwright)' },
  { name: 'prometheus', debianPackage: 'prometheus', neededFor: 'the comparison with a real Prometheus' },
  { name: 'promtool', debianPackage: 'prometheus', neededFor: 'the comparison with a real Prometheus' },
  { name: 'victoria-metrics', debianPackage: 'victoria-metrics', neededFor: 'the comparison with VictoriaMetrics' },
];

export const thisMachine: Machine = {
  find: findBinary,
  run: (command, commandArguments) =>
    spawnSync(command, commandArguments, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0,
  say: (line) => process.stdout.write(`${line}\n`),
  isRoot: process.getuid?.() === 0,
};

/** Playwright's Chromium comes without the system libraries it is linked to, so it counts only when it starts. */
function installPlaywrightChromium(machine: Machine): boolean {
  if (!machine.run('npx', ['playwright', 'install', 'chromium'])) return false;
  const installed = machine.find('chromium');
  return installed !== undefined && machine.run(installed, ['--version']);
}

function installDebianPackages(machine: Machine, packages: readonly string[]): void {
  const asRoot = machine.isRoot ? [] : ['sudo', '-n'];
  const apt = (...commandArguments: string[]): boolean => {
    const [command = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...commandArguments];
    return machine.run(command, rest);
  };
  if (!apt('update', '-q')) return;
  for (const each of packages) apt('install', '-q', '-y', '--no-install-recommends', each);
}

/** What is still missing afterwards, as sentences. */
export function ensureTools(machine: Machine): readonly string[] {
  const missing = (): typeof tools => tools.filter(({ name }) => machine.find(name) === undefined);
  const wanted = new Set(missing().map(({ debianPackage }) => debianPackage));
  if (wanted.has('chromium')) {
    machine.say('No Chromium found: installing the one of Playwright.');
    if (installPlaywrightChromium(machine)) wanted.delete('chromium');
  }
  if (wanted.size > 0) {
    machine.say(`Not found: ${[...wanted].join(', ')}. Installing with apt.`);
    installDebianPackages(machine, [...wanted]);
  }
  return missing().map(({ name, neededFor }) => `${name} is missing and could not be installed: without it ${neededFor} cannot run.`);
}
