import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { worstWithoutRoom } from '../../picture/plan-still';
import type { Frame, Still } from '../../picture/still';
import { stillSvg } from '../../picture/still-svg';
import { useStill } from '../export/use-still';
import { LegendSign } from '../legend/LegendSign';
import { useApp } from '../use-app';

/** What goes onto paper in place of the map: the whole graph as a still, and the words around it in the size of print. Made when a browser prints, not before. */
export function PrintedPicture(): ReactNode {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // A browser takes the page as it is when these listeners have returned.
    const start = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', start);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', start);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing ? <Sheet /> : null;
}

function Sheet(): ReactNode {
  const title = useApp((state) => state.retro.title);
  const still = useStill({ area: 'all', theme: 'print', title, framed: true, notes: true, sideBySide: false });
  if (still?.frame === undefined) return null;
  const { frame, ...map } = still;
  return (
    <section data-printed-picture aria-label="Printed picture" className="hidden flex-col gap-3 bg-surface print:flex">
      <Head frame={frame} />
      <PrintedMap still={map} />
      <Worst still={map} />
      <Foot frame={frame} />
    </section>
  );
}

function Head({ frame }: { readonly frame: Frame }): ReactNode {
  return (
    <>
      <h1 className="break-words font-semibold text-lg">{frame.title}</h1>
      <dl className="grid grid-cols-4 gap-x-4 gap-y-1 text-xs">
        {frame.facts.map(({ name, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have a fixed order, and a name may come twice.
          <div key={at} className="min-w-0">
            <dt className="text-2xs text-muted">{name}</dt>
            <dd className="break-words">{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Elements, not an image: an image would not have arrived when the page is taken. */
function PrintedMap({ still }: { readonly still: Still }): ReactNode {
  const place = useRef<HTMLElement>(null);
  const svg = useMemo(() => stillSvg(still), [still]);
  useLayoutEffect(() => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    place.current?.replaceChildren(document.importNode(parsed, true));
  }, [svg]);
  return <figure ref={place} aria-label="Service graph" />;
}

/** Numbers on the map whose labels found no room there. */
function Worst({ still }: { readonly still: Still }): ReactNode {
  const lines = useMemo(() => worstWithoutRoom(still), [still]);
  if (lines.length === 0) return null;
  return (
    <section>
      <h2 className="font-semibold text-sm">Worst calls whose numbers found no room on the map</h2>
      <ol className="columns-3 text-xs">
        {lines.map(({ number, ends, texts }) => (
          <li key={`${number} ${ends}`}>
            <b>
              {number} {ends}
            </b>
            <br />
            {texts}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Foot({ frame }: { readonly frame: Frame }): ReactNode {
  return (
    <>
      {frame.notes.length === 0 ? null : (
        <section>
          <h2 className="font-semibold text-sm">Notes</h2>
          <ol className="columns-2 text-xs">
            {frame.notes.map(({ number, text, about }) => (
              <li key={number} className="break-words">
                <b>{number}</b> {text}
                {about === undefined ? null : <span className="text-muted"> ({about})</span>}
              </li>
            ))}
          </ol>
        </section>
      )}
      <section>
        <h2 className="font-semibold text-sm">Legend</h2>
        <div className="columns-4 text-2xs">
          {frame.legend.map(({ title, entries }) => (
            <div key={title} className="mb-2 break-inside-avoid">
              <h3 className="text-muted">{title}</h3>
              {/* Words begin below each other, beside the widest sign. */}
              <ul className="grid grid-cols-[auto_1fr] items-center gap-x-1.5">
                {entries.map((entry) => (
                  <li key={entry.id} className="contents">
                    <LegendSign sample={entry.sample} />
                    <span>{entry.text}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </section>
      <p className="text-2xs text-muted">{frame.imprint}</p>
    </>
  );
}
