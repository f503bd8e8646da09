/** What may be installed: permissive licences at run time, weak copyleft only in named development tools, GPL never. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type LockedPackage, readLockfile } from './lockfile';

const permissive = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'Unlicense']);

/** Development only, never shipped: nothing of these reaches `dist`. */
const developmentOnly: readonly { readonly packageName: RegExp; readonly licence: string }[] = [
  { packageName: /^(@axe-core\/playwright|axe-core|lightningcss(-.+)?)$/, licence: 'MPL-2.0' },
  { packageName: /^elkjs$/, licence: 'EPL-2.0' },
];

/** The choices of an SPDX expression; our dependencies only ever offer alternatives. */
function choices(licence: string): readonly string[] {
  return licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
}

/** Fonts: the page may ship them as they are, if their licence goes along. */
const fonts: readonly { readonly packageName: RegExp; readonly licence: string }[] = [
  { packageName: /^@fontsource-variable\/inter$/, licence: 'OFL-1.1' },
];

/** Why a package must not be in the lock; undefined when it may. */
function objection(packageName: string, locked: LockedPackage): string | undefined {
  if (locked.license === undefined) return `${packageName} names no licence`;
  const offered = choices(locked.license);
  if (offered.some((choice) => permissive.has(choice))) return undefined;
  if (fonts.some((each) => each.packageName.test(packageName) && offered.includes(each.licence))) return undefined;
  const exception = developmentOnly.find((each) => each.packageName.test(packageName) && offered.includes(each.licence));
  if (exception === undefined) return `${packageName} is ${locked.license}`;
  return locked.dev ? undefined : `${packageName} is ${locked.license} and not a development dependency`;
}

const packages = Object.entries(readLockfile().packages).filter(([path]) => path !== '');
const root = readLockfile().packages[''] ?? {};

describe('the licence gate', () => {
  test('lets every locked package through', () => {
    const objections = packages.map(([path, locked]) => objection(path.slice(path.lastIndexOf('node_modules/') + 13), locked));
    expect(packages.length).toBeGreaterThan(100);
    expect(objections.filter((each) => each !== undefined)).toEqual([]);
  });

  test.each<[string, string, LockedPackage, string | undefined]>([
    ['a permissive one', 'a', { license: 'MIT' }, undefined],
    ['a choice with a permissive one', 'a', { license: '(GPL-2.0-only OR MIT)' }, undefined],
    ['GPL, even for development', 'cytoscape-svg', { license: 'GPL-3.0', dev: true }, 'cytoscape-svg is GPL-3.0'],
    ['elkjs for development', 'elkjs', { license: 'EPL-2.0 OR GPL-3.0-or-later', dev: true }, undefined],
    ['elkjs at run time', 'elkjs', { license: 'EPL-2.0' }, 'elkjs is EPL-2.0 and not a development dependency'],
    ['MPL in an unnamed package', 'other', { license: 'MPL-2.0', dev: true }, 'other is MPL-2.0'],
    ['the font', '@fontsource-variable/inter', { license: 'OFL-1.1' }, undefined],
    ['a font licence on another package', 'other', { license: 'OFL-1.1' }, 'other is OFL-1.1'],
    ['one without a licence', 'bare', {}, 'bare names no licence'],
  ])('judges %s', (_, packageName, locked, verdict) => {
    expect(objection(packageName, locked)).toBe(verdict);
  });
});

test('the page ships the licence of its font, as the Open Font License asks', () => {
  const shipped = readFileSync(new URL('../public/inter-OFL.txt', import.meta.url), 'utf8');
  expect(shipped).toContain('Copyright 2016 The Inter Project Authors');
  expect(shipped).toBe(readFileSync(new URL('../node_modules/@fontsource-variable/inter/LICENSE', import.meta.url), 'utf8'));
});

test('dependencies are pinned to exact versions', () => {
  const pinned = { ...root.dependencies, ...root.devDependencies };
  expect(Object.keys(pinned).length).toBeGreaterThan(10);
  expect(Object.entries(pinned).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
