import { Split } from 'lucide-react';
import type { ReactNode } from 'react';
import { many } from '../../lib/many';
import type { DrawnStream } from '../../policy/drawn';
import { displayText } from '../../scene/display-text';
import { configuredText, shareText } from '../../scene/labels/split';
import { observedShare } from '../../scene/streams';
import { Button } from '../controls/Button';
import { Section } from '../panels/Section';
import { endName } from '../text/names';
import { useActions } from '../use-app';
import { useMesh } from '../use-mesh';
import { useStreamsOf } from './use-splits';

const MOST_STREAMS = 4;

/** What a route splits at the selected edge or node, and the way to the whole of it. */
export function SplitSection({ id }: { readonly id: string }): ReactNode {
  const streams = useStreamsOf(id);
  if (streams.length === 0) return null;
  const rest = streams.length - MOST_STREAMS;
  return (
    <Section title="Split by a route">
      {streams.slice(0, MOST_STREAMS).map((stream) => (
        <StreamShares key={stream.id} stream={stream} />
      ))}
      {rest > 0 ? <p className="text-muted text-xs">And of {many(rest, 'more caller')}: the canary view has them all.</p> : null}
      <OpenCanary host={streams[0]?.host ?? ''} />
    </Section>
  );
}

function OpenCanary({ host }: { readonly host: string }): ReactNode {
  const actions = useActions();
  return (
    <Button icon={Split} className="mt-1" onClick={() => actions.setDetails('canary', host)}>
      Configured and measured in full
    </Button>
  );
}

function StreamShares({ stream }: { readonly stream: DrawnStream }): ReactNode {
  const nodes = useMesh()?.nodes;
  const caller = nodes === undefined ? '' : endName(stream.source, nodes);
  return (
    <div className="mb-2">
      <p className="text-xs">
        {caller} → {displayText(stream.host, 80)}
        {stream.conditional ? <span className="text-muted"> · depends on the request</span> : null}
      </p>
      <table className="w-full text-sm tabular-nums">
        <caption className="sr-only">
          Observed and configured shares of the {stream.counted} from {caller}
        </caption>
        <thead className="text-2xs text-muted">
          <tr>
            <th scope="col" className="text-left font-normal">
              Version
            </th>
            <th scope="col" className="text-right font-normal">
              Observed
            </th>
            <th scope="col" className="text-right font-normal">
              Configured
            </th>
          </tr>
        </thead>
        <tbody>
          {stream.parts.map((part) => (
            <tr key={part.version} data-version={part.version}>
              <th scope="row" className="max-w-40 truncate text-left font-normal">
                {displayText(part.version, 40)}
              </th>
              <td className="text-right" data-metric="split-share" data-value={observedShare(stream, part)}>
                {shareText(stream, { version: part.version, perSecond: part.perSecond, ends: [] })}
              </td>
              <td className="text-right">{configuredText(part) ?? 'nothing'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An edge of the map that carried nothing: a version that waits for its share. */
export function AwaitedEdge({ id }: { readonly id: string }): ReactNode {
  const [stream] = useStreamsOf(id);
  const part = stream?.parts.find(({ ends }) => ends.some(({ edge }) => edge === id));
  if (stream === undefined || part === undefined) return null;
  const configured = configuredText(part);
  return (
    <>
      <p className="p-4">
        No {stream.counted} reached {displayText(part.version, 40)} in this window.{' '}
        {configured === undefined
          ? 'No share is configured for it.'
          : `Configured: ${configured} of what goes to ${displayText(stream.host, 80)}.`}
      </p>
      <SplitSection id={id} />
    </>
  );
}
