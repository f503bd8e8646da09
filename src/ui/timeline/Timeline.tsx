/** The timeline above the graph: what a span of time looked like, and a play head that redraws the graph from it. */
import { type ReactNode, useMemo } from 'react';
import type { Span } from '../../app/view-state';
import { useApp } from '../use-app';
import { useFittedMap } from '../use-fitted-map';
import { useUnits } from '../use-units';
import { lanesOf } from './lanes';
import { SpanState } from './SpanState';
import { Strip } from './Strip';
import { TimelineBar } from './TimelineBar';
import { timelineMarks } from './timeline-marks';
import { TimelineContext, useTimelineControl } from './use-timeline';

export function Timeline({ onClose }: { readonly onClose: () => void }): ReactNode {
  const span = useApp((state) => state.view.span);
  return span === undefined ? null : <OpenTimeline span={span} onClose={onClose} />;
}

function OpenTimeline({ span, onClose }: { readonly span: Span; readonly onClose: () => void }): ReactNode {
  const control = useTimelineControl(span);
  const overview = useApp((state) => state.span?.overview);
  const outdated = useApp((state) => state.span?.outdated === true);
  const byHand = useApp((state) => state.retro.marks);
  const thresholds = useApp((state) => state.view.thresholds);
  const units = useUnits();
  const lanes = useMemo(() => lanesOf(thresholds, units), [thresholds, units]);
  useFittedMap();
  const changes = overview?.changes;
  const marks = useMemo(() => timelineMarks(changes ?? [], byHand), [changes, byHand]);
  if (control === undefined) return null;
  return (
    <TimelineContext value={control}>
      <section
        aria-label="Timeline"
        className="@container relative z-10 shrink-0 border-line border-b bg-surface print:hidden"
        data-span-stage={overview?.stage}
      >
        <TimelineBar marks={marks} onClose={onClose} />
        <Strip lanes={lanes} marks={marks} overview={overview} outdated={outdated} />
        <SpanState />
      </section>
    </TimelineContext>
  );
}
