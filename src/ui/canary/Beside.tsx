import type { ReactNode } from 'react';
import type { CanaryReport } from '../../inquiry/canary/model';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import { keyed } from '../policies/keyed';
import { ResourceLink } from '../policies/ResourceLink';
import { useUnits } from '../use-units';

/** Copies and requests that arrived at no version: each a line of its own, never part of a share. */
export function Beside({ report: { mirrors, lost, unit } }: { readonly report: CanaryReport }): ReactNode {
  const units = useUnits();
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {keyed(mirrors, ({ host, subset, at }) => `${host} ${subset} ${at.path}`).map(({ key, item }) => (
        <li key={key} data-mirror={item.subset ?? item.host}>
          <span className="break-words">
            Mirrored: {Number(item.percent.toPrecision(3))} % are copied to {displayText(item.subset ?? item.host, 80)};{' '}
            {item.copiesPerSecond === undefined
              ? 'no server reported a copy.'
              : `${units.requests(item.copiesPerSecond)} of copies arrived.`}
          </span>{' '}
          <ResourceLink of={item.at.ref} path={item.at.path} />
        </li>
      ))}
      {keyed(lost, ({ flags }) => flags).map(({ key, item }) => (
        <li key={key} data-lost={item.flags} className="break-words">
          Lost: {many(item.count, unit === 'requests' ? 'request' : 'connection')} ({displayText(item.flags, 40)}).{' '}
          {displayText(item.says, 300)}
        </li>
      ))}
    </ul>
  );
}
