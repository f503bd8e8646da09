/** `vite build --mode viewer`: the template of saved snapshots, beside the page in dist/page (run after the page's own build, which empties it). */
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { oneFile, standIns } from './one-file';

const root = fileURLToPath(new URL('../..', import.meta.url));
const below = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const viewerConfig: UserConfig = {
  plugins: [standIns(below('src'), below('src/viewer/stand-ins')), react(), tailwindcss(), oneFile(root)],
  publicDir: false,
  resolve: { alias: { yaml: below('src/viewer/plain-yaml.ts') } },
  // The helper that loads parts names it; here is nothing to load.
  define: { 'import.meta': '{}' },
  build: {
    outDir: 'dist/page',
    emptyOutDir: false,
    target: 'es2023',
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: below('src/viewer/main.tsx'), output: { format: 'iife', codeSplitting: false } },
  },
};
