import { expect, it } from 'vitest';
import { commands } from '../../app/commands/index';
import { COMMAND_GROUPS } from './command-groups';

it('the help lists every command under exactly one heading', () => {
  const listed = COMMAND_GROUPS.flatMap(({ id }) => commands.filter(({ group }) => group === id));
  expect(new Set(listed)).toEqual(new Set(commands));
  expect(listed).toHaveLength(commands.length);
});
