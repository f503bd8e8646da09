import type { ReactNode } from 'react';
import type { MeshEdge } from '../../mesh/model';
import { explainFlags } from '../../mesh/response-flags';
import { displayText } from '../../scene/display-text';
import { ratioText } from '../text/edge-numbers';
import { useUnits } from '../use-units';
import { codeText } from './code-text';
import { type ResponseRow, responseRows } from './response-rows';
import { Section } from './Section';
import { Value } from './Value';

const HEAD = 'pb-1 font-normal text-2xs text-muted';

/** Codes × flags: what was answered, and what the proxy has to say about it. */
export function EdgeResponses({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const units = useUnits();
  const rows = edge.protocol === 'tcp' ? connectionRows(edge) : responseRows(edge.responses ?? new Map());
  if (rows.length === 0) return null;
  const tcp = edge.protocol === 'tcp';
  return (
    <Section title={tcp ? 'Closed connections by flag' : 'Codes and flags'}>
      <table className="w-full">
        <thead>
          <tr>
            {tcp ? null : (
              <th scope="col" className={`${HEAD} text-left`}>
                Code
              </th>
            )}
            <th scope="col" className={`${HEAD} text-left`}>
              Flags
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Rate
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.code} ${row.flags}`} data-code={row.code} data-flags={row.flags}>
              {tcp ? null : (
                <th scope="row" className="py-0.5 text-left font-medium" title={row.code === '-' ? 'No response was sent' : undefined}>
                  {codeText(edge.protocol, row.code)}
                </th>
              )}
              <td className="font-mono text-xs">{displayText(row.flags, 40)}</td>
              <td className="text-right">
                <Value
                  metric="responseRate"
                  value={row.requestsPerSecond}
                  text={tcp ? units.connections(row.requestsPerSecond) : units.requests(row.requestsPerSecond)}
                />
              </td>
              <td className="text-right">{ratioText(row.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <FlagMeanings rows={rows} />
    </Section>
  );
}

function connectionRows(edge: MeshEdge): readonly ResponseRow[] {
  return edge.connections === undefined ? [] : responseRows(new Map([['', edge.connections.byFlags]]));
}

function FlagMeanings({ rows }: { readonly rows: readonly ResponseRow[] }): ReactNode {
  const meanings = new Map(rows.flatMap(({ flags }) => explainFlags(flags)).map(({ flag, meaning }) => [flag, meaning]));
  meanings.delete('-');
  if (meanings.size === 0) return null;
  return (
    <dl className="mt-2 flex flex-col gap-1 border-line border-t pt-2 text-xs">
      {[...meanings].map(([flag, meaning]) => (
        <div key={flag} className="flex gap-2">
          <dt className="w-12 shrink-0 truncate font-mono font-semibold">{displayText(flag, 24)}</dt>
          <dd className="text-muted">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
