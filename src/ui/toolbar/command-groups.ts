/** Headings of the help, in its order. */
import type { CommandGroup } from '../../app/app-types';

export const COMMAND_GROUPS: readonly { readonly id: CommandGroup; readonly title: string }[] = [
  { id: 'find', title: 'Find' },
  { id: 'map', title: 'Map' },
  { id: 'time', title: 'Time' },
  { id: 'view', title: 'View' },
  { id: 'help', title: 'Help' },
];
