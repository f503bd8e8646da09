import { describe, expect, test } from 'vitest';
import { completeLock, missingNativePackages, platformOf } from './complete-lock';
import { readLockfile } from './lockfile';

describe('the system a native package is for is read from its name', () => {
  test.each([
    ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@biomejs/cli-linux-x64', { os: ['linux'], cpu: ['x64'] }],
    ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@tailwindcss/oxide-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@oxc-parser/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
    ['@oxc-parser/binding-android-arm-eabi', { os: ['android'], cpu: ['arm'] }],
    ['@tailwindcss/oxide-wasm32-wasi', { cpu: ['wasm32'] }],
    ['@tailwindcss/oxide-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
    ['fsevents', undefined],
  ])('%s', (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});

test('a missing native package is added once, and one found beside its parent or above is not', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/tool': {
        version: '1.2.3',
        dev: true,
        license: 'MIT',
        optionalDependencies: { '@t/linux-x64': '1.2.3', '@t/darwin-x64': '1.2.3', '@t/win32-x64': '^1.0.0' },
      },
      'node_modules/tool/node_modules/@t/linux-x64': { version: '1.2.3' },
    },
  };
  const completed = completeLock(lock);
  expect(completed.packages['node_modules/@t/darwin-x64']).toEqual({
    version: '1.2.3',
    dev: true,
    license: 'MIT',
    optional: true,
    os: ['darwin'],
    cpu: ['x64'],
  });
  expect(Object.keys(completed.packages)).toHaveLength(4);
  expect(missingNativePackages(completed).size).toBe(0);
});

test('the lock of this repository is complete (npm run lock completes it)', () => {
  expect([...missingNativePackages(readLockfile()).keys()]).toEqual([]);
});
