import { Copy, Download } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { many } from '../../lib/many';
import { stillSize } from '../../picture/paint-still';
import { largestScale, pixelsOf, SCALES, type Scale, sizeText, tooLarge } from '../../picture/png-size';
import type { Still, StillTheme } from '../../picture/still';
import { stillSvg } from '../../picture/still-svg';
import { renderPng } from '../../worker/picture-client';
import { Button } from '../controls/Button';
import { Check, Segments } from '../controls/Field';
import { RetroTitle } from '../notes/RetroTitle';
import { useApp } from '../use-app';
import { useTheme } from '../use-theme';
import { copyImage } from './copy-image';
import { StillPreview } from './StillPreview';
import { Told } from './Told';
import { type StillOptions, useStill } from './use-still';
import { useWaysOut } from './use-ways-out';

const THEMES: readonly { readonly value: StillTheme; readonly label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'print', label: 'Print' },
];

/** The title is the retro's own. */
type Chosen = Omit<StillOptions, 'title'>;

/** A still of the graph: chosen, seen, and taken as PNG or SVG. */
export function PictureTab(): ReactNode {
  const theme = useTheme();
  const [options, setOptions] = useState<Chosen>({
    area: 'all',
    theme,
    framed: true,
    notes: true,
    sideBySide: false,
  });
  const [scale, setScale] = useState<Scale>(2);
  const title = useApp((state) => state.retro.title);
  const compared = useApp((state) => state.picture?.difference !== undefined);
  const { still, failed } = useStill({ ...options, title, sideBySide: options.sideBySide && compared });
  const size = useMemo(() => (still === undefined ? undefined : stillSize(still)), [still]);
  const nodes = still?.scenes[0].scene.nodes.length ?? 0;
  const change = (part: Partial<Chosen>) => setOptions((before) => ({ ...before, ...part }));
  return (
    <div className="grid min-h-0 flex-1 grid-cols-1 gap-4 md:grid-cols-[16rem_1fr]">
      <div className="flex flex-col gap-3">
        <Choice name="Part">
          <Segments
            name="Part of the graph"
            value={options.area}
            choices={[
              { value: 'all', label: 'Whole graph' },
              { value: 'viewport', label: 'Viewport' },
            ]}
            onChoose={(area) => change({ area })}
          />
        </Choice>
        <Choice name="Theme">
          <Segments name="Theme of the picture" value={options.theme} choices={THEMES} onChoose={(chosen) => change({ theme: chosen })} />
        </Choice>
        <Words options={options} onChange={change} />
        <Choice name="Scale of the PNG">
          <Segments
            name="Scale of the PNG"
            value={`${scale}`}
            choices={SCALES.map((one) => ({ value: `${one}`, label: `${one}×` }))}
            onChoose={(chosen) => setScale(SCALES.find((one) => `${one}` === chosen) ?? 2)}
          />
        </Choice>
        {still === undefined || size === undefined ? null : (
          <WaysOut still={still} size={size} scale={scale} onScale={setScale} onViewport={() => change({ area: 'viewport' })} />
        )}
      </div>
      <div className="h-80 min-h-0 rounded-lg bg-sunken p-3 md:h-auto md:min-h-96">
        <StillPreview
          still={still}
          failed={failed}
          description={`Preview: a still of ${many(nodes, 'node')} with its title, facts and legend`}
        />
      </div>
    </div>
  );
}

function Choice({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="flex flex-col gap-1">
      <span className="text-muted text-xs">{name}</span>
      {children}
    </div>
  );
}

/** What stands around and on the map. */
function Words({ options, onChange }: { readonly options: Chosen; readonly onChange: (part: Partial<Chosen>) => void }) {
  const compared = useApp((state) => state.picture?.difference !== undefined);
  const notes = useApp((state) => state.retro.notes.length);
  return (
    <>
      <Choice name="Title">
        <RetroTitle label="Title of the picture" placeholder="Made of the source" disabled={!options.framed} />
      </Choice>
      <div>
        <Check
          label="Words around it"
          description="Time, source, scope, what is hidden, legend, thresholds, version and data hash"
          checked={options.framed}
          onChange={(event) => onChange({ framed: event.target.checked })}
        />
        {notes === 0 ? null : (
          <Check label={`Notes (${notes})`} checked={options.notes} onChange={(event) => onChange({ notes: event.target.checked })} />
        )}
        {compared ? (
          <Check
            label="Before and after side by side"
            checked={options.sideBySide}
            onChange={(event) => onChange({ sideBySide: event.target.checked })}
          />
        ) : null}
      </div>
    </>
  );
}

interface WaysOutProps {
  readonly still: Still;
  readonly size: { readonly width: number; readonly height: number };
  readonly scale: Scale;
  readonly onScale: (scale: Scale) => void;
  readonly onViewport: () => void;
}

/** What was tried and did not work says what does. */
function WaysOut({ still, size, scale, onScale, onViewport }: WaysOutProps): ReactNode {
  const { told, tell, download, copy } = useWaysOut();
  const refused = tooLarge(size, scale);
  const svg = () => download('graph', 'svg', { text: stillSvg(still), type: 'image/svg+xml' });
  const png = async () => {
    tell({ text: 'Drawing…' });
    const blob = await afterPaint(() => renderPng(still, scale));
    if (blob === undefined) tell({ text: 'This browser gave no picture of that size. Take a smaller scale, or SVG.', failed: true });
    else download('graph', 'png', blob);
  };
  const copyPicture = () => {
    tell({ text: 'Drawing…' });
    return copy('the picture', copyImage(renderPng(still, scale)));
  };
  return (
    <div className="flex flex-col gap-2 border-line border-t pt-3">
      {refused === undefined ? (
        <>
          <p className="text-muted text-xs">{sizeText(pixelsOf(size, scale))} pixels as PNG; SVG at any size</p>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" icon={Download} onClick={() => void png()}>
              PNG
            </Button>
            <Button icon={Download} onClick={svg}>
              SVG
            </Button>
            <Button icon={Copy} onClick={() => void copyPicture()}>
              Copy image
            </Button>
          </div>
        </>
      ) : (
        <TooLarge why={refused} scale={largestScale(size)} onScale={onScale} onSvg={svg} {...(still.area === 'all' && { onViewport })} />
      )}
      <Told told={told} />
    </div>
  );
}

interface TooLargeProps {
  readonly why: string;
  readonly scale: Scale | undefined;
  readonly onScale: (scale: Scale) => void;
  readonly onSvg: () => void;
  readonly onViewport?: () => void;
}

function TooLarge({ why, scale, onScale, onSvg, onViewport }: TooLargeProps): ReactNode {
  return (
    <>
      <p className="text-sm text-warn">▲ {why}</p>
      <div className="flex flex-wrap gap-2">
        {scale === undefined ? null : <Button onClick={() => onScale(scale)}>PNG at {scale}×</Button>}
        <Button icon={Download} onClick={onSvg}>
          SVG
        </Button>
        {onViewport === undefined ? null : <Button onClick={onViewport}>The viewport only</Button>}
      </div>
    </>
  );
}

/** What is said before stands on the screen while the page is busy. */
const afterPaint = <T,>(work: () => Promise<T>): Promise<T> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(work()), 0)));
