/**
 * Completes package-lock.json: `npm run lock`, after each change of a dependency.
 *
 * A lock written on one machine can leave out the native packages of other systems (`@biomejs/cli-darwin-arm64`…). Then `npm ci` refuses
 * it there ("Missing … from lock file"), or installs a tool without its binary. Every exact-version optional dependency of a locked
 * package that is missing is added, with the system it is for read from its name, so that npm skips it everywhere else.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type LockedPackage, type Lockfile, lockfilePath, readLockfile } from './lockfile';

type Platform = Pick<LockedPackage, 'os' | 'cpu' | 'libc'>;

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** `@oxc-parser/binding-linux-arm-musleabihf` → linux, arm, musl. Undefined when the name tells no processor: then nothing is guessed. */
export function platformOf(packageName: string): Platform | undefined {
  const words = packageName.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (cpu === undefined) return undefined;
  const libc = words.map((word) => /^(gnu|musl)/.exec(word)?.[1]).find((word) => word !== undefined);
  return {
    ...(os === undefined ? {} : { os: [os] }),
    cpu: [cpu],
    ...(os === 'linux' && libc !== undefined ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {}),
  };
}

/** Node's resolution: is `name` found from the package at `path` upwards? */
function isLocked(lock: Lockfile, path: string, name: string): boolean {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    if (Object.hasOwn(lock.packages, `${from === '' ? '' : `${from}/`}node_modules/${name}`)) return true;
    if (from === '' || !from.includes('/node_modules/')) return Object.hasOwn(lock.packages, `node_modules/${name}`);
  }
}

/** What is missing, by its place in the lock. The licence is that of the package that asks for it: its publisher releases both together. */
export function missingNativePackages(lock: Lockfile): ReadonlyMap<string, LockedPackage> {
  const missing = new Map<string, LockedPackage>();
  for (const [path, locked] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      if (platform === undefined || !/^\d+\.\d+\.\d+/.test(version) || isLocked(lock, path, name)) continue;
      missing.set(`node_modules/${name}`, {
        version,
        ...(locked.dev ? { dev: true } : {}),
        ...(locked.license === undefined ? {} : { license: locked.license }),
        optional: true,
        ...platform,
      });
    }
  }
  return missing;
}

export function completeLock(lock: Lockfile): Lockfile {
  const all = [...Object.entries(lock.packages), ...missingNativePackages(lock)];
  return { ...lock, packages: Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en'))) };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = readLockfile();
  const added = [...missingNativePackages(lock).keys()];
  writeFileSync(lockfilePath, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
  process.stdout.write(
    added.length === 0 ? 'The lock is complete.\n' : `Added to the lock:\n${added.map((path) => `  ${path}\n`).join('')}`,
  );
}
