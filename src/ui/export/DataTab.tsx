import { Copy, Download } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { listedMesh } from '../../app/listed-mesh';
import { many } from '../../lib/many';
import { Button } from '../controls/Button';
import { copyText as toClipboard } from '../controls/copy-text';
import { useApp, useAppHandle } from '../use-app';
import { Told } from './Told';
import { TEXT_FORMATS, type TextFormat, writtenAs } from './text-formats';
import { useWaysOut } from './use-ways-out';

/** Nodes and edges as they are listed, in forms that others read. */
export function DataTab(): ReactNode {
  const app = useAppHandle();
  const picture = useApp((state) => state.picture);
  const matches = useApp((state) => state.matches);
  const view = useApp((state) => state.view);
  const mesh = useMemo(() => listedMesh({ picture, matches, view }), [picture, matches, view]);
  const { told, download, copy } = useWaysOut();
  const save = (format: TextFormat) => {
    const text = writtenAs(format, app.getState(), 'file');
    if (text !== undefined)
      download(format.id === 'edges' || format.id === 'nodes' ? format.id : 'graph', format.extension, { text, type: format.type });
  };
  const copyText = async (format: TextFormat) => {
    const text = writtenAs(format, app.getState(), 'clipboard');
    if (text !== undefined) await copy(format.title, toClipboard(text));
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
            <Button icon={Download} aria-label={`Download ${format.title}`} onClick={() => save(format)}>
              Download
            </Button>
            <Button icon={Copy} aria-label={`Copy ${format.title}`} onClick={() => void copyText(format)}>
              Copy
            </Button>
          </li>
        ))}
      </ul>
      <Told told={told} />
    </div>
  );
}
