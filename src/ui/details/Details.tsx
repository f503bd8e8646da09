import { type ReactNode, useEffect, useRef } from 'react';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { Modal } from '../controls/Modal';
import { onDemand } from '../controls/on-demand';
import { useActions, useApp, useAppHandle } from '../use-app';
import { DETAILS } from './index';

const VIEWS = DETAILS.map(({ load, ...view }) => ({ ...view, View: onDemand(load, <Arriving />).Part }));

interface DetailsProps {
  /** A view was left for something that was selected in it. */
  readonly onSelected: () => void;
}

/** The full view that the link names, over the map. */
export function Details({ onSelected }: DetailsProps): ReactNode {
  const app = useAppHandle();
  const id = useApp((state) => state.view.details);
  const actions = useActions();
  const view = VIEWS.find((one) => one.id === id);
  const selectedBefore = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (id !== undefined) selectedBefore.current = app.getState().view.selected;
  }, [app, id]);
  const goToSelected = () => {
    const { selected } = app.getState().view;
    if (selected !== undefined && selected !== selectedBefore.current) onSelected();
  };
  return (
    <Modal
      size={view?.full === true ? 'full' : 'wide'}
      title={view?.title ?? ''}
      description={view?.description ?? ''}
      open={view !== undefined}
      onOpenChange={(open) => open || actions.setDetails(undefined)}
      onClosed={goToSelected}
    >
      {view === undefined ? null : (
        <ErrorBoundary what={view.title}>
          <view.View />
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
