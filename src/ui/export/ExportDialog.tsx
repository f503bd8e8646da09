import type { ReactNode } from 'react';
import { Modal } from '../controls/Modal';

interface ExportDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Takes what is shown out of the page. */
export function ExportDialog({ open, onOpenChange }: ExportDialogProps): ReactNode {
  return (
    <Modal title="Take out" size="wide" open={open} onOpenChange={onOpenChange}>
      {null}
    </Modal>
  );
}
