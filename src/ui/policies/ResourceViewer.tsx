import { type ReactNode, useCallback, useState } from 'react';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { late } from '../late';
import { OpenResourceContext, type ResourceAsked } from './open-resource';

const ResourceDialog = late(async () => (await import('./ResourceDialog')).ResourceDialog);

/** Everything inside can open the text of a resource. */
export function ResourceViewer({ children }: { readonly children: ReactNode }): ReactNode {
  const [asked, setAsked] = useState<ResourceAsked | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const show = useCallback((next: ResourceAsked) => {
    setAsked(next);
    setOpen(true);
  }, []);
  return (
    <OpenResourceContext value={show}>
      {children}
      {asked === undefined ? null : (
        <ErrorBoundary what="The text of the resource" resetKey={JSON.stringify(asked)}>
          <ResourceDialog asked={asked} open={open} onOpenChange={setOpen} />
        </ErrorBoundary>
      )}
    </OpenResourceContext>
  );
}
