import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { Modal } from '../controls/Modal';
import { useActions, useApp } from '../use-app';
import { DETAILS } from './index';

/** The full view that the link names, over the map. */
export function Details(): ReactNode {
  const id = useApp((state) => state.view.details);
  const actions = useActions();
  const view = DETAILS.find((one) => one.id === id);
  return (
    <Modal
      size={view?.full === true ? 'full' : 'wide'}
      title={view?.title ?? ''}
      description={view?.description ?? ''}
      open={view !== undefined}
      onOpenChange={(open) => open || actions.setDetails(undefined)}
    >
      {view === undefined ? null : (
        <ErrorBoundary what={view.title}>
          <Suspense fallback={<Arriving />}>
            <view.View />
          </Suspense>
        </ErrorBoundary>
      )}
    </Modal>
  );
}

function Arriving(): ReactNode {
  return (
    <p role="status" className="text-muted">
      Opening…
    </p>
  );
}
