import type { ReactNode } from 'react';
import type { Delta, EdgeChange, NodeChange } from '../../inquiry/diff/model';
import { formatMilliseconds } from '../../lib/format-number';
import { NOT_KNOWN, rateWords, signed } from '../../scene/delta-text';
import { markOf } from '../../scene/difference';
import { displayText } from '../../scene/display-text';
import { CHANGE_STYLES } from '../../scene/style-table';
import { Section } from '../panels/Section';
import { Value } from '../panels/Value';
import { mtlsShort, ratioText } from '../text/edge-numbers';
import { useUnits } from '../use-units';
import { ChangeSign } from './ChangeSign';
import { pointsText } from './points-text';
import { useChangeOf } from './use-compared';

/** Both moments' numbers of an edge or a node, and how far apart they are; nothing while nothing is compared. */
export function ChangeSection({ id }: { readonly id: string }): ReactNode {
  const change = useChangeOf(id);
  if (change === undefined) return null;
  return <Changed change={change} rows={'protocol' in change ? <EdgeRows change={change} /> : <NodeRows change={change} />} />;
}

const HEAD = 'pb-1 text-right font-normal text-2xs text-muted';

function Changed({ change, rows }: { readonly change: EdgeChange | NodeChange; readonly rows: ReactNode }): ReactNode {
  const mark = markOf(change);
  return (
    <Section title="From A to B">
      <p className="mb-2 flex items-center gap-2" data-testid="change-class" data-change={mark}>
        <ChangeSign change={mark} words />
        <span className="text-muted text-xs">{DOUBTS[change.doubt ?? 'none'] ?? CHANGE_STYLES[mark].means.split(': ')[1]}</span>
      </p>
      <table className="w-full text-sm">
        <thead>
          <tr>
            <td />
            <th scope="col" className={HEAD}>
              A
            </th>
            <th scope="col" className={HEAD}>
              B
            </th>
            <th scope="col" className={HEAD}>
              Difference
            </th>
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </Section>
  );
}

const DOUBTS: Readonly<Record<string, string>> = {
  'too-few': 'too few requests in the windows to tell more',
  'before-unknown': 'nobody answered for it at A',
  'after-unknown': 'nobody answered for it at B',
};

function EdgeRows({ change }: { readonly change: EdgeChange }): ReactNode {
  const units = useUnits();
  const isTcp = change.protocol === 'tcp';
  const rate = rateWords(isTcp, units);
  return (
    <>
      <Row name={isTcp ? 'Bytes' : 'Rate'} metric={isTcp ? 'bytesPerSecond' : 'requestsPerSecond'} delta={change.rate} write={rate} />
      <Row
        name={isTcp ? 'Failed' : 'Errors'}
        metric="errorRatio"
        delta={change.errorRatio}
        write={ratioText}
        by={pointsText(change.errorRatio)}
      />
      {isTcp ? null : <Row name="p99" metric="p99" delta={change.p99} write={formatMilliseconds} />}
      <Row
        name="mTLS"
        metric="mtls"
        delta={change.mtls}
        write={(ratio) => mtlsShort({ mutual: 0, plaintext: 0, ratio })}
        by={pointsText(change.mtls)}
      />
    </>
  );
}

function NodeRows({ change }: { readonly change: NodeChange }): ReactNode {
  const units = useUnits();
  const { versions } = change;
  const listed = (list: readonly string[]) => list.map((version) => displayText(version, 24)).join(', ') || NOT_KNOWN;
  return (
    <>
      <Row name="Answers" metric="requestsPerSecond" delta={change.rate} write={units.requests} />
      <Row name="Errors" metric="errorRatio" delta={change.errorRatio} write={ratioText} by={pointsText(change.errorRatio)} />
      {versions === undefined ? null : (
        <tr>
          <th scope="row" className="py-0.5 text-left font-normal">
            Versions
          </th>
          <td className="text-right">− {listed(versions.removed)}</td>
          <td className="text-right">+ {listed(versions.added)}</td>
          <td />
        </tr>
      )}
    </>
  );
}

interface RowProps {
  readonly name: string;
  readonly metric: string;
  readonly delta: Delta;
  readonly write: (value: number) => string;
  /** In place of the written difference. */
  readonly by?: string | undefined;
}

function Row({ name, metric, delta, write, by }: RowProps): ReactNode {
  const { before, after, significant } = delta;
  const text = (value: number | undefined) => (value === undefined ? NOT_KNOWN : write(value));
  return (
    <tr data-row={metric}>
      <th scope="row" className="py-0.5 text-left font-normal">
        {name}
      </th>
      <td className="text-right" data-moment="before">
        <Value metric={metric} value={before} text={text(before)} />
      </td>
      <td className="text-right" data-moment="after">
        <Value metric={metric} value={after} text={text(after)} />
      </td>
      <td className={`text-right ${significant ? 'font-semibold' : 'text-muted'}`}>
        {by ?? signed(delta, write) ?? NOT_KNOWN}
        {significant ? null : <span className="sr-only">, within noise</span>}
      </td>
    </tr>
  );
}
