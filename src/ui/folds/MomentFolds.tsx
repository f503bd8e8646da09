/** Timeline and comparison as a line each, in a window that has no room for both. */
import { ChartNoAxesGantt, GitCompareArrows } from 'lucide-react';
import type { ReactNode } from 'react';
import { shownMoment } from '../../app/span-choice';
import { many } from '../../lib/many';
import { clockText, isoText } from '../../lib/range-text';
import { bothText, comparedMoments } from '../compare/compared-moments';
import { useBothMoments } from '../compare/use-compared';
import { COMPARISON_ID, TIMELINE_ID } from '../landmarks';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { Fold } from './Fold';
import type { Foldable } from './unfolded';

interface MomentFoldsProps {
  readonly unfolded: Foldable | undefined;
  readonly onUnfold: (part: Foldable | undefined) => void;
}

export function MomentFolds({ unfolded, onUnfold }: MomentFoldsProps): ReactNode {
  const timeline = useApp((state) => state.view.span !== undefined);
  const comparison = useApp((state) => state.view.compare !== undefined);
  if (!timeline && !comparison) return null;
  const fold = (part: Foldable) => ({
    open: unfolded === part,
    onToggle: () => onUnfold(unfolded === part ? undefined : part),
  });
  return (
    <div className="print:hidden flex shrink-0 border-line border-b bg-surface lg:hidden">
      {timeline ? (
        <Fold
          title="Timeline"
          icon={ChartNoAxesGantt}
          figure={<Moment />}
          controls={TIMELINE_ID}
          className="grow !shrink-0"
          {...fold('timeline')}
        />
      ) : null}
      {comparison ? (
        <Fold
          title="Compared"
          icon={GitCompareArrows}
          figure={<Both />}
          controls={COMPARISON_ID}
          className="grow max-[24rem]:[&>svg:first-child]:hidden"
          {...fold('comparison')}
        />
      ) : null}
    </div>
  );
}

/** "18:45:00". */
function Moment(): ReactNode {
  const seconds = useApp(shownMoment);
  const zone = useApp((state) => state.preferences.timeZone);
  return <time dateTime={isoText(seconds)}>{clockText(seconds, offsetOf(zone))}</time>;
}

/** "A 18:15 · B 19:00 · 12 changes". */
function Both(): ReactNode {
  const compare = useApp((state) => state.view.compare);
  const picture = useApp((state) => state.picture);
  const zone = useApp((state) => state.preferences.timeZone);
  const difference = useBothMoments();
  const moments = compare === undefined ? undefined : comparedMoments(compare, picture);
  if (moments === undefined) return 'waiting for the first picture';
  const changes = difference === undefined ? 'asking for A' : many(difference.ranked.length, 'change');
  return `${bothText(moments, offsetOf(zone))} · ${changes}`;
}
