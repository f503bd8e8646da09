import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import { viewerConfig } from './scripts/viewer/viewer-config';

const modes: Readonly<Record<string, UserConfig>> = {
  cli: { build: { ssr: 'src/cli/seamark.ts', outDir: 'dist/cli', emptyOutDir: true, target: 'node20' }, publicDir: false },
  viewer: viewerConfig,
};

/** `--mode cli` builds the command line for Node, `--mode viewer` the page that saved snapshots carry; everything else is the page. */
export default defineConfig(
  ({ mode }) =>
    modes[mode] ?? {
      plugins: [react(), tailwindcss()],
      base: './',
      build: {
        outDir: 'dist/page',
        emptyOutDir: true,
        target: 'es2023',
        // What the page needs at first in one file: in 43, each compressed by itself, it is 12 kB more.
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
      },
      worker: { format: 'es' },
      test: {
        include: ['src/**/*.test.{ts,tsx}', 'mock-server/**/*.test.ts', 'scripts/**/*.test.ts'],
        environment: 'node',
        setupFiles: ['src/testing/seeded-properties.ts'],
        // Some tests start a real Prometheus; a busy machine must not make them fail.
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    },
);
