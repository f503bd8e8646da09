import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { OpenResourceContext, type ResourceAsked } from './open-resource';

/** Its code comes when the first resource is opened. */
const ResourceDialog = lazy(() => import('./ResourceDialog').then(({ ResourceDialog: component }) => ({ default: component })));

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
          <Suspense fallback={null}>
            <ResourceDialog asked={asked} open={open} onOpenChange={setOpen} />
          </Suspense>
        </ErrorBoundary>
      )}
    </OpenResourceContext>
  );
}
