import { Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { commands } from '../../app/commands/index';
import { IconButton } from '../controls/Button';
import { useApp, useAppHandle } from '../use-app';
import { THEMES } from './choices';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

export function ThemeButton({ className = '' }: { readonly className?: string }): ReactNode {
  const theme = useApp((state) => state.preferences.theme);
  const app = useAppHandle();
  const command = commands.find(({ id }) => id === 'theme');
  const label = THEMES.find(({ value }) => value === theme)?.label ?? theme;
  return (
    <IconButton
      label={`Theme: ${label}`}
      shortcut={command?.key}
      icon={ICONS[theme]}
      className={className}
      onClick={() => command?.run(app)}
    />
  );
}
