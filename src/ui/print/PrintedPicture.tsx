import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { worstWithoutRoom } from '../../picture/plan-still';
import type { Frame, Still } from '../../picture/still';
import { stillSvg } from '../../picture/still-svg';
import { useDataHash, useStill } from '../export/use-still';
import { LegendSign } from '../legend/LegendSign';
import { useApp } from '../use-app';

const COLUMNS = 4;
/** Of a column of the legend on a landscape sheet, the sign included. */
const LETTERS_A_LINE = 40;

/** What goes onto paper in place of the map: the whole graph as a still, and the words around it in the size of print. Over a table or matrix the words alone. Made when a browser prints, not before. */
export function PrintedPicture(): ReactNode {
  const printing = usePrinting();
  const dataHash = useHashAtRest();
  return printing ? <Sheet dataHash={dataHash} /> : null;
}

/** What the panel is of, on its own sheet. */
export function PrintedPanelHead(): ReactNode {
  return usePrinting() ? <PanelHead /> : null;
}

function usePrinting(): boolean {
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
  return printing;
}

/** Asked before anybody prints, for then there is no time to wait for the answer. */
function useHashAtRest(): string | undefined {
  const scrubbing = useApp((state) => state.scrubbing);
  return useDataHash(!scrubbing);
}

function useSheet(dataHash?: string): Still | undefined {
  const title = useApp((state) => state.retro.title);
  return useStill({ area: 'all', theme: 'print', title, framed: true, notes: true, sideBySide: false, dataHash }).still;
}

function Sheet({ dataHash }: { readonly dataHash: string | undefined }): ReactNode {
  const form = useApp((state) => state.view.form);
  const still = useSheet(dataHash);
  if (still?.frame === undefined) return null;
  const { frame, ...map } = still;
  return (
    <section data-printed-picture aria-label="Printed picture" className="hidden space-y-3 bg-surface print:block">
      <Head frame={frame} />
      {form === 'map' ? (
        <>
          <PrintedMap still={map} frame={frame} />
          <Legend frame={frame} />
          <Worst still={map} />
          <Notes frame={frame} />
        </>
      ) : null}
    </section>
  );
}

function PanelHead(): ReactNode {
  const frame = useSheet()?.frame;
  if (frame === undefined) return null;
  const facts = frame.facts.filter(({ name }) => HEAD_FACTS.includes(name));
  return (
    <p className="mb-2 hidden border-line border-b pb-1 text-2xs text-muted print:block">
      {[frame.title, ...facts.map(({ name, text }) => `${name}: ${text}`)].join(' · ')}
    </p>
  );
}

const HEAD_FACTS: readonly string[] = ['Time', 'A, before', 'B, after', 'Source', 'Scope'];

function Head({ frame }: { readonly frame: Frame }): ReactNode {
  return (
    <>
      <div className="flex items-baseline justify-between gap-4">
        <h1 className="min-w-0 break-words font-semibold text-lg">{frame.title}</h1>
        <p className="shrink-0 text-2xs text-muted">{frame.imprint}</p>
      </div>
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
function PrintedMap({ still, frame }: { readonly still: Still; readonly frame: Frame }): ReactNode {
  const place = useRef<HTMLElement>(null);
  const svg = useMemo(() => stillSvg(still), [still]);
  useLayoutEffect(() => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    place.current?.replaceChildren(document.importNode(parsed, true));
  }, [svg]);
  const linesAbove = Math.ceil(frame.facts.length / COLUMNS);
  const linesBelow = Math.max(0, ...legendColumns(frame).map((sections) => sum(sections.map(linesOf))));
  const room = { '--lines-above': linesAbove, '--lines-below': linesBelow } as CSSProperties;
  return <figure ref={place} aria-label="Service graph" style={room} />;
}

/** Numbers on the map whose labels found no room there. */
function Worst({ still }: { readonly still: Still }): ReactNode {
  const lines = useMemo(() => worstWithoutRoom(still), [still]);
  if (lines.length === 0) return null;
  return (
    <section>
      <h2 className="font-semibold text-sm">Worst calls whose numbers found no room on the map</h2>
      <ol className="grid grid-cols-3 gap-x-4 gap-y-1 text-xs">
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

function Notes({ frame }: { readonly frame: Frame }): ReactNode {
  if (frame.notes.length === 0) return null;
  return (
    <section>
      <h2 className="font-semibold text-sm">Notes</h2>
      <ol className="grid grid-cols-2 gap-x-4 gap-y-1 text-xs">
        {frame.notes.map(({ number, text, about }) => (
          <li key={number} className="break-words">
            <b>{number}</b> {text}
            {about === undefined ? null : <span className="text-muted"> ({about})</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

type LegendPart = Frame['legend'][number];

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** About: only how much room is left to the map depends on it. */
function linesOf({ entries }: LegendPart): number {
  const sign = Math.max(0, ...entries.map(({ sample }) => (sample.kind === 'text' ? sample.text.length : 0)));
  return 1.5 + sum(entries.map(({ text }) => Math.ceil(text.length / Math.max(10, LETTERS_A_LINE - sign))));
}

/** In their order, and about equally long. */
function legendColumns({ legend }: Frame): readonly (readonly LegendPart[])[] {
  const all = sum(legend.map(linesOf));
  const columns: LegendPart[][] = Array.from({ length: COLUMNS }, () => []);
  let before = 0;
  for (const part of legend) {
    const middle = before + linesOf(part) / 2;
    columns[Math.min(COLUMNS - 1, Math.floor((middle / all) * COLUMNS))]?.push(part);
    before += linesOf(part);
  }
  return columns;
}

function Legend({ frame }: { readonly frame: Frame }): ReactNode {
  return (
    <section className="break-inside-avoid">
      <h2 className="font-semibold text-sm">Legend</h2>
      <div className="grid grid-cols-4 gap-x-4 text-2xs">
        {legendColumns(frame).map((parts, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have a fixed order.
          <div key={column} className="space-y-1">
            {parts.map(({ title, entries }) => (
              <div key={title}>
                <h3 className="text-muted">{title}</h3>
                {/* Words begin below each other, beside the widest sign. */}
                <ul className="grid grid-cols-[auto_1fr] items-start gap-x-1.5">
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
        ))}
      </div>
    </section>
  );
}
