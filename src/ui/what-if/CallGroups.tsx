import type { ReactNode } from 'react';
import { amountText } from '../../inquiry/what-if/amounts';
import type { VerdictDiff } from '../../inquiry/what-if/model';
import { many } from '../../lib/many';
import type { EdgeId } from '../../mesh/model';
import { TONE_TEXT } from '../controls/marks';
import { Disclosure } from '../policies/Disclosure';
import { CALL_COLUMNS, CallRow } from './CallRow';
import { SHOWN } from './consequences';
import type { ShownGroup } from './summary-text';

const MOST_ROWS = 100;

interface CallGroupsProps {
  readonly diff: VerdictDiff;
  readonly groups: readonly ShownGroup[];
  readonly onShow: (edge: EdgeId) => void;
}

/** The diff of verdicts: calls that would be decided, encrypted or routed otherwise, worst first. */
export function CallGroups({ diff, groups, onShow }: CallGroupsProps): ReactNode {
  const drawn = new Map(diff.edges.map((touched) => [touched.edge, touched.drawn]));
  return groups.map((group) => {
    const { sign, tone, title, open } = SHOWN[group.shown];
    const rows = group.calls.slice(0, MOST_ROWS);
    return (
      <section key={group.shown} aria-label={title} data-group={group.shown}>
        <Disclosure
          openAtFirst={open}
          title={
            <span className="min-w-0 flex-1">
              <span aria-hidden className={`mr-1 inline-block w-4 text-center font-bold ${TONE_TEXT[tone]}`}>
                {sign}
              </span>
              <span className={`font-semibold ${TONE_TEXT[tone]}`}>{title}</span>{' '}
              <span className="text-muted text-xs">
                {many(group.calls.length, 'call')}, {amountText(group.traffic)}
              </span>
            </span>
          }
        >
          <div className="pl-5">
            <p aria-hidden className={`hidden gap-x-3 text-2xs text-muted sm:grid ${CALL_COLUMNS}`}>
              <span>Call</span>
              <span>Traffic</span>
              <span>Before</span>
              <span>After</span>
            </p>
            <ul className="divide-y divide-line">
              {rows.map((call) => (
                <CallRow key={call.call} call={call} drawn={drawn.get(call.edge) ?? []} onShow={onShow} />
              ))}
            </ul>
            {group.calls.length > rows.length || group.cutShort ? (
              <p className="text-muted text-xs">The {rows.length} with the most traffic are listed; the sentence on top counts all.</p>
            ) : null}
          </div>
        </Disclosure>
      </section>
    );
  });
}
