import type { ReactNode } from 'react';
import { amountText } from '../../inquiry/what-if/amounts';
import type { ShareMove } from '../../inquiry/what-if/model';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import { keyed } from '../policies/keyed';
import { Reasons } from '../policies/Reasons';
import { ResourceLink } from '../policies/ResourceLink';
import { boundsText, targetText } from '../policies/route-text';

const NOWHERE = '–';
const MOST = 40;

/** Hosts whose configured shares would change: each destination before and after. */
export function ShareMoves({ moves }: { readonly moves: readonly ShareMove[] }): ReactNode {
  return (
    <>
      <ul className="divide-y divide-line">
        {keyed(moves.slice(0, MOST), ({ host, callers }) => `${host} ${callers.join(' ')}`).map(({ key, item }) => (
          <li key={key} className="py-2" data-move={item.host}>
            <Move move={item} />
          </li>
        ))}
      </ul>
      {moves.length > MOST ? <p className="text-muted text-xs">and {moves.length - MOST} more</p> : null}
    </>
  );
}

function Move({ move: { host, callers, shares, traffic, ref, path, because } }: { readonly move: ShareMove }): ReactNode {
  const [caller] = callers;
  return (
    <>
      <table className="w-full max-w-[36rem] text-sm">
        <caption className="text-left">
          <span className="font-medium">{displayText(host, 100)}</span>{' '}
          <span className="text-muted text-xs">
            {amountText(traffic)} from{' '}
            {callers.length === 1 && caller !== undefined ? displayText(caller, 60) : many(callers.length, 'caller')}
          </span>
        </caption>
        <thead>
          <tr className="text-2xs text-muted">
            <th scope="col" className="text-left font-normal">
              Destination
            </th>
            <th scope="col" className="w-28 text-right font-normal">
              Before
            </th>
            <th scope="col" className="w-28 text-right font-normal">
              After
            </th>
          </tr>
        </thead>
        <tbody>
          {keyed(shares, (share) => targetText(share)).map(({ key, item: { before, after, ...target } }) => (
            <tr key={key}>
              <th scope="row" className="break-all py-0.5 pr-2 text-left font-normal">
                {targetText(target)}
              </th>
              <td className="whitespace-nowrap text-right">{before === undefined ? NOWHERE : boundsText(before)}</td>
              <td className="whitespace-nowrap text-right font-semibold">{after === undefined ? NOWHERE : boundsText(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ref === undefined ? null : <ResourceLink of={ref} path={path} />}
      <Reasons because={because} />
    </>
  );
}
