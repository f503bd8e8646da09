import { Copy, Download } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { listedMesh } from '../../app/listed-mesh';
import { markdownSummary } from '../../picture/markdown-summary';
import { Button } from '../controls/Button';
import { copyText } from '../controls/copy-text';
import { useApp } from '../use-app';
import { useUnits } from '../use-units';
import { Told } from './Told';
import { useFrame, useLink } from './use-still';
import { useWaysOut } from './use-ways-out';

/** What goes into a ticket, as it will stand there. */
export function SummaryTab(): ReactNode {
  const { told, download, copy } = useWaysOut();
  const text = useSummary();
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" icon={Copy} onClick={() => void copy('the summary', copyText(text))}>
          Copy
        </Button>
        <Button icon={Download} onClick={() => download('summary', 'md', { text, type: 'text/markdown' })}>
          Download
        </Button>
        <Told told={told} />
      </div>
      <textarea
        readOnly
        aria-label="Summary in Markdown"
        className="thin-scroll min-h-72 w-full flex-1 resize-none rounded-md border border-line bg-sunken p-3 font-mono text-ink text-xs"
        value={text}
      />
    </div>
  );
}

function useSummary(): string {
  const picture = useApp((state) => state.picture);
  const matches = useApp((state) => state.matches);
  const view = useApp((state) => state.view);
  const scene = useApp((state) => state.scene);
  const title = useApp((state) => state.retro.title);
  const units = useUnits();
  const link = useLink();
  const scenes = useMemo(() => (scene === undefined ? [] : [scene]), [scene]);
  const frame = useFrame({ title, notes: true, sideBySide: false, scenes });
  return useMemo(() => {
    const mesh = listedMesh({ picture, matches, view });
    if (mesh === undefined || frame === undefined) return '';
    return markdownSummary({ frame, mesh, units, difference: picture?.difference, findings: picture?.policies?.findings, link });
  }, [picture, matches, view, frame, units, link]);
}
