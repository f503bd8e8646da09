/** Columns of the tables while two moments are compared: the class, then every number at A, at B and how far apart they are. */
import type { Delta, EdgeChange, NodeChange } from '../../inquiry/diff/model';
import { formatMilliseconds } from '../../lib/format-number';
import { rateWords, signed } from '../../scene/delta-text';
import { markOf } from '../../scene/difference';
import { CHANGE_STYLES } from '../../scene/style-table';
import type { TrafficUnits } from '../../scene/traffic-units';
import { Value } from '../panels/Value';
import type { Column, RowWithId } from '../table/column';
import { mtlsShort, ratioText, UNKNOWN } from '../text/edge-numbers';
import { ChangeSign } from './ChangeSign';
import { pointsText } from './points-text';

interface Compared<Change> extends RowWithId {
  readonly change?: Change | undefined;
}
type EdgeRow = Compared<EdgeChange>;
type NodeRow = Compared<NodeChange>;

interface Measure<Change> {
  /** Of the column that shows B: the one that stands there while nothing is compared. */
  readonly id: string;
  readonly title: string;
  readonly metric: string;
  readonly delta: (change: Change) => Delta;
  readonly write: (value: number, change: Change) => string;
  /** In place of the written difference. */
  readonly by?: (delta: Delta) => string | undefined;
}

function columnsOf<Change>({ id, title, metric, delta, write, by }: Measure<Change>): readonly Column<Compared<Change>>[] {
  const moment = (which: 'before' | 'after', letter: 'A' | 'B'): Column<Compared<Change>> => {
    const value = ({ change }: Compared<Change>) => (change === undefined ? undefined : delta(change)[which]);
    const text = (row: Compared<Change>) => {
      const known = value(row);
      return row.change === undefined || known === undefined ? UNKNOWN : write(known, row.change);
    };
    return {
      id: which === 'after' ? id : `${id}.before`,
      title: `${title} ${letter}`,
      explains: `${title} at ${letter}, the moment ${which}`,
      width: 6,
      number: true,
      text,
      order: value,
      content: (row) => <Value metric={which === 'after' ? metric : `${metric}Before`} value={value(row)} text={text(row)} />,
    };
  };
  const apart = ({ change }: Compared<Change>): string => {
    if (change === undefined) return UNKNOWN;
    const both = delta(change);
    return (by?.(both) ?? signed(both, (amount) => write(amount, change))) || UNKNOWN;
  };
  const isNoise = ({ change }: Compared<Change>): boolean => change === undefined || !delta(change).significant;
  return [
    moment('before', 'A'),
    moment('after', 'B'),
    {
      id: `${id}.delta`,
      title: `Δ ${title}`,
      explains: `${title} at B less that at A; pale within noise`,
      width: 6,
      number: true,
      text: apart,
      order: ({ change }) => {
        const { before, after } = change === undefined ? { before: undefined, after: undefined } : delta(change);
        return before === undefined || after === undefined ? undefined : after - before;
      },
      content: (row) => <span className={isNoise(row) ? 'text-muted' : 'font-semibold'}>{apart(row)}</span>,
    },
  ];
}

/** Sorted by impact. */
function changeColumn<Change extends EdgeChange | NodeChange>(id: string): Column<Compared<Change>> {
  return {
    id,
    title: 'Change',
    explains: 'What became of it from A to B; sorted by impact',
    width: 7,
    number: true,
    text: ({ change }) => CHANGE_STYLES[markOf(change)].word,
    order: ({ change }) => change?.impact,
    content: ({ change }) => <ChangeSign change={markOf(change)} words />,
  };
}

export function edgeCompareColumns(units: TrafficUnits): readonly Column<EdgeRow>[] {
  return [
    changeColumn('edges.change'),
    ...columnsOf<EdgeChange>({
      id: 'edges.rate',
      title: 'Rate',
      metric: 'rate',
      delta: ({ rate }) => rate,
      write: (value, { protocol }) => rateWords(protocol === 'tcp', units)(value),
    }),
    ...columnsOf<EdgeChange>({
      id: 'edges.errors',
      title: 'Errors',
      metric: 'errorRatio',
      delta: ({ errorRatio }) => errorRatio,
      write: ratioText,
      by: pointsText,
    }),
    ...columnsOf<EdgeChange>({ id: 'edges.p99', title: 'p99', metric: 'p99', delta: ({ p99 }) => p99, write: formatMilliseconds }),
    ...columnsOf<EdgeChange>({
      id: 'edges.mtls',
      title: 'mTLS',
      metric: 'mtls',
      delta: ({ mtls }) => mtls,
      write: (ratio) => mtlsShort({ mutual: 0, plaintext: 0, ratio }),
      by: pointsText,
    }),
  ];
}

export function nodeCompareColumns(units: TrafficUnits): readonly Column<NodeRow>[] {
  return [
    changeColumn('nodes.change'),
    ...columnsOf<NodeChange>({
      id: 'nodes.incoming.rate',
      title: 'In',
      metric: 'incomingRequestsPerSecond',
      delta: ({ rate }) => rate,
      write: units.requests,
    }),
    ...columnsOf<NodeChange>({
      id: 'nodes.incoming.errors',
      title: 'In errors',
      metric: 'incomingErrorRatio',
      delta: ({ errorRatio }) => errorRatio,
      write: ratioText,
      by: pointsText,
    }),
  ];
}
