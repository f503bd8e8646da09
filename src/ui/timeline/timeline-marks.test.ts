import { describe, expect, it } from 'vitest';
import type { SpanChange } from '../../telemetry/span/span';
import { clusterMarks, markBeside, timelineMarks } from './timeline-marks';

const change = (kind: SpanChange['kind'], atSeconds: number, subject = 'reviews v2'): SpanChange => ({
  kind,
  atSeconds,
  subject,
  says: `${subject}.`,
});

describe('the marks of a timeline', () => {
  it('are what was measured and what was marked by hand, earliest first', () => {
    const marks = timelineMarks([change('alert', 300), change('version-appeared', 100)], [{ id: 'm1', atSeconds: 200, text: 'deploy' }]);
    expect(marks.map(({ kind, atSeconds }) => [kind, atSeconds])).toEqual([
      ['version-appeared', 100],
      ['hand', 200],
      ['alert', 300],
    ]);
    expect(marks[1]?.says).toBe('Marked by hand: deploy.');
  });

  it('know when an alert ended, each its own', () => {
    const marks = timelineMarks(
      [
        change('alert', 100, 'A'),
        change('alert', 110, 'B'),
        change('alert-ended', 200, 'A'),
        change('alert', 300, 'A'),
        change('alert-ended', 400, 'A'),
      ],
      [],
    );
    expect(marks.filter(({ kind }) => kind === 'alert').map(({ untilSeconds }) => untilSeconds)).toEqual([200, undefined, 400]);
  });

  it('stand together where they would lie over each other', () => {
    const marks = timelineMarks([change('alert', 10), change('policy', 20), change('pod-appeared', 30), change('pod-vanished', 40)], []);
    // One pixel a second: 10 and 20 are closer than 15 pixels, 30 is 20 from the first, 40 is 10 from that.
    expect(clusterMarks(marks, (seconds) => seconds, 15).map(({ x, marks: together }) => [x, together.length])).toEqual([
      [10, 2],
      [30, 2],
    ]);
  });

  it('are walked one by one; where the head stands is not the next', () => {
    const marks = timelineMarks([change('alert', 100), change('policy', 200)], []);
    expect(markBeside(marks, 100, 1, 60)?.atSeconds).toBe(200);
    expect(markBeside(marks, 100, -1, 60)).toBeUndefined();
    expect(markBeside(marks, 190, 1, 60)).toBeUndefined();
    expect(markBeside(marks, 190, -1, 60)?.atSeconds).toBe(100);
  });
});
