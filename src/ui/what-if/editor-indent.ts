import type { Command } from '@codemirror/view';
import { columnAfter } from './yaml-place';

/** Enter at the end of a line goes on where YAML goes on; anywhere else it is left to the editor's own. */
export const writeOn: Command = ({ state, dispatch }) => {
  const { main, ranges } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (ranges.length > 1 || !main.empty || state.sliceDoc(main.head, line.to).trim() !== '') return false;
  const column = columnAfter(state.sliceDoc(line.from, main.head));
  dispatch(state.update(state.replaceSelection(`\n${' '.repeat(column)}`), { scrollIntoView: true, userEvent: 'input' }));
  return true;
};
