import { FolderOpen, Upload } from 'lucide-react';
import { type ChangeEvent, type ReactNode, useRef } from 'react';
import { Button } from '../controls/Button';
import { holdsResources, pathOf } from './bundle-files';
import { useLoadBundle } from './use-load-bundle';

/** Resources from the disk: some files, or all manifests of a folder. */
export function LoadFiles(): ReactNode {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const load = useLoadBundle();
  const take = (event: ChangeEvent<HTMLInputElement>, onlyResources: boolean) => {
    const chosen = [...(event.target.files ?? [])];
    load(onlyResources ? chosen.filter((file) => holdsResources(pathOf(file))) : chosen);
    event.target.value = '';
  };
  return (
    <div className="flex gap-2">
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files with Kubernetes resources"
        onChange={(event) => take(event, false)}
      />
      <input
        ref={(element) => {
          folder.current = element;
          element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        aria-label="Folder with Kubernetes resources"
        onChange={(event) => take(event, true)}
      />
      <Button icon={Upload} className="flex-1" onClick={() => files.current?.click()}>
        Load files…
      </Button>
      <Button icon={FolderOpen} className="flex-1" onClick={() => folder.current?.click()}>
        Load a folder…
      </Button>
    </div>
  );
}
