import { Copy, Download } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { sourceWords } from '../../app/frame-of-state';
import { listedMesh } from '../../app/listed-mesh';
import { many } from '../../lib/many';
import { Button } from '../controls/Button';
import { copyText } from '../controls/copy-text';
import { downloadText } from '../table/download-text';
import { fileName } from '../text/file-name';
import { useApp, useAppHandle } from '../use-app';
import { TEXT_FORMATS, type TextFormat, writtenAs } from './text-formats';

/** Nodes and edges as they are listed, in forms that others read. */
export function DataTab(): ReactNode {
  const app = useAppHandle();
  const picture = useApp((state) => state.picture);
  const matches = useApp((state) => state.matches);
  const view = useApp((state) => state.view);
  const mesh = useMemo(() => listedMesh({ picture, matches, view }), [picture, matches, view]);
  const [told, setTold] = useState('');
  const download = (format: TextFormat) => {
    const state = app.getState();
    const text = writtenAs(format, state, 'file');
    if (text === undefined) return;
    const what = format.id === 'edges' || format.id === 'nodes' ? format.id : 'graph';
    const name = fileName([what, sourceWords(state)], state.picture?.atSeconds ?? 0, format.extension);
    downloadText(name, format.type, text);
    setTold(`${name} was handed to the browser.`);
  };
  const copy = async (format: TextFormat) => {
    const text = writtenAs(format, app.getState(), 'clipboard');
    if (text === undefined) return;
    const copied = await copyText(text);
    setTold(copied ? `${format.title}: on the clipboard.` : '✕ This browser did not let it onto the clipboard. Download it instead.');
  };
  if (mesh === undefined) return <p className="text-muted">There is no picture yet.</p>;
  return (
    <div className="flex max-w-2xl flex-col gap-1">
      <p className="text-muted text-xs">
        {many(mesh.nodes.length, 'node')} and {many(mesh.edges.length, 'edge')} as the table lists them: without what hide and focus leave
        out, closed groups as one.
      </p>
      <ul className="flex flex-col">
        {TEXT_FORMATS.map((format) => (
          <li key={format.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2.5 last:border-b-0">
            <div className="min-w-48 flex-1">
              <h3 className="font-semibold">{format.title}</h3>
              <p className="text-muted text-xs">{format.explains}</p>
            </div>
            <Button icon={Download} aria-label={`Download ${format.title}`} onClick={() => download(format)}>
              Download
            </Button>
            <Button icon={Copy} aria-label={`Copy ${format.title}`} onClick={() => void copy(format)}>
              Copy
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className="min-h-4.5 break-words text-muted text-xs">
        {told}
      </p>
    </div>
  );
}
