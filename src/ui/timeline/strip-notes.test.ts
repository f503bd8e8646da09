import { describe, expect, it } from 'vitest';
import type { ListedNote } from '../notes/use-notes';
import { noteName, stripNotes } from './strip-notes';
import { clusterMarks } from './timeline-marks';

const listed = (number: number, atSeconds: number, text = `Text ${number}.`): ListedNote => ({
  note: { id: `n${number}`, text: 'as it was written', about: { kind: 'moment' }, atSeconds, windowSeconds: 300 },
  number,
  text,
  about: 'the whole mesh',
  now: false,
});

describe('notes on the strip', () => {
  it('are those of the span, its ends included, earliest first and then in the order of the story', () => {
    const notes = stripNotes([listed(1, 200), listed(2, 100), listed(3, 99), listed(4, 301), listed(5, 300), listed(6, 200)], {
      fromSeconds: 100,
      toSeconds: 300,
    });
    expect(notes.map(({ number }) => number)).toEqual([2, 1, 6, 5]);
  });

  it('say the text as the list has it: masked where names are', () => {
    expect(stripNotes([listed(1, 200, 'fox-1 fails.')], { fromSeconds: 0, toSeconds: 300 })[0]?.text).toBe('fox-1 fails.');
  });

  it('stand together where one would cover another', () => {
    const notes = stripNotes([listed(1, 100), listed(2, 110), listed(3, 150)], { fromSeconds: 0, toSeconds: 300 });
    // One pixel a second: 110 is 10 from the first pin, 150 is 50.
    expect(clusterMarks(notes, (seconds) => seconds, 34).map(({ x, marks }) => [x, marks.map(({ number }) => number)])).toEqual([
      [100, [1, 2]],
      [150, [3]],
    ]);
  });

  it.each([
    ['one', [listed(1, 100)], 'Note 1 at 18:00:00 about the whole mesh: Text 1.'],
    ['several', [listed(1, 100), listed(2, 100)], 'Note 1 at 18:00:00 about the whole mesh: Text 1., and 1 more beside it'],
    // A right-to-left override would turn the name around.
    ['a hostile one', [listed(1, 100, 'a\u202Eb')], 'Note 1 at 18:00:00 about the whole mesh: a\uFFFDb'],
    ['none', [], ''],
  ])('%s: are named in a sentence', (_, notes, name) => {
    expect(noteName(stripNotes(notes, { fromSeconds: 0, toSeconds: 300 }), '18:00:00')).toBe(name);
  });
});
