import type { Command, Theme } from '../app-types';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

export const themeToggle: Command = {
  id: 'theme',
  title: 'Theme: system, light, dark',
  group: 'view',
  key: 'i',
  run: ({ getState, actions }) => actions.setTheme(NEXT[getState().preferences.theme]),
};
