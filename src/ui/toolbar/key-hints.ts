/** Keys that mean something only while one part of the page has the focus; the help lists them beside the commands. */
export interface KeyHints {
  readonly place: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

export const KEY_HINTS: readonly KeyHints[] = [
  {
    place: 'While the map has the focus',
    keys: [
      { keys: ['→', '←'], does: 'To what is called, to who calls' },
      { keys: ['↑', '↓'], does: 'To the next node, call or caller' },
      { keys: ['Home', 'End'], does: 'To the first or last node' },
      { keys: ['Enter'], does: 'Select and open the panel' },
      { keys: ['Space'], does: 'Open or close the group' },
      { keys: ['+', '-'], does: 'Zoom in, out' },
    ],
  },
  {
    place: 'While the play head of the timeline has the focus',
    keys: [
      { keys: ['→', '←'], does: 'One moment on, back; ten with Shift' },
      { keys: ['Page Up', 'Page Down'], does: 'To the next change, to the one before' },
      { keys: ['Home', 'End'], does: 'To the start or the end of the span' },
      { keys: ['Space'], does: 'Play, pause' },
    ],
  },
  {
    place: 'While the notes are told as a story',
    keys: [
      { keys: ['→', 'Page Down'], does: 'Next note' },
      { keys: ['←', 'Page Up'], does: 'Previous note' },
      { keys: ['Escape'], does: 'Back to what was shown before' },
    ],
  },
  {
    place: 'In the list of notes',
    keys: [
      { keys: ['Alt+↑', 'Alt+↓'], does: 'Earlier, later in the story' },
      { keys: ['Ctrl+Enter'], does: 'Keep what was written' },
    ],
  },
  {
    place: 'While presenting',
    keys: [
      { keys: ['→', 'Page Down', 'Space'], does: 'Next step' },
      { keys: ['←', 'Page Up'], does: 'Previous step' },
      { keys: ['Home', 'End'], does: 'First, last step' },
      { keys: ['.', 'b'], does: 'Blank the screen' },
      { keys: ['p'], does: 'Play by the clock' },
      { keys: ['m'], does: 'Mask names' },
      { keys: ['a'], does: 'Moving dots' },
      { keys: ['f', '+', '-'], does: 'Fit, zoom' },
      { keys: ['Escape'], does: 'Leave' },
    ],
  },
  {
    place: 'While the table or the matrix has the focus',
    keys: [
      { keys: ['→', '←', '↑', '↓'], does: 'Cell by cell; up from the first row to the head' },
      { keys: ['Home', 'End'], does: 'To the ends of the row, with Ctrl of the table' },
      { keys: ['Page Up', 'Page Down'], does: 'A page of rows' },
      { keys: ['Enter'], does: 'Do what the cell does: select, sort' },
      { keys: ['Ctrl+C'], does: 'Copy the row' },
    ],
  },
  {
    place: 'While the outline has the focus',
    keys: [
      { keys: ['↑', '↓', 'Home', 'End'], does: 'Move' },
      { keys: ['→', '←'], does: 'Unfold, fold, to the parent' },
      { keys: ['*'], does: 'Unfold all beside it' },
      { keys: ['A … Z'], does: 'To the next name that begins so' },
      { keys: ['Enter'], does: 'Select and open the panel' },
      { keys: ['Space'], does: 'Open or close the group on the map' },
      { keys: ['Escape'], does: 'Clear the selection, then close the outline' },
    ],
  },
];
