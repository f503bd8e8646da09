import type { ReactNode } from 'react';
import { many } from '../../lib/many';
import { PANEL_BODY_ID } from '../landmarks';
import { focusPanelTitle } from '../panels/panel-title';
import { useSelectionSentence } from '../status/Announcer';
import { useApp } from '../use-app';
import { Fold } from './Fold';

/** The panel as a line: what is selected and how it fares, or how the mesh does. */
export function PanelFold({ onUnfold }: { readonly onUnfold: () => void }): ReactNode {
  const selected = useApp((state) => state.view.selected !== undefined);
  const sentence = useSelectionSentence();
  const nodes = useApp((state) => state.picture?.mesh.nodes);
  const sick = nodes?.reduce((sum, node) => sum + node.sickMembers, 0) ?? 0;
  const mesh = nodes === undefined ? 'no picture yet' : `${many(nodes.length, 'node')}, ${sick === 0 ? 'none' : sick} sick`;
  return (
    <Fold
      open={false}
      opens="up"
      controls={PANEL_BODY_ID}
      title={selected ? 'Selected' : 'Mesh'}
      figure={selected ? (sentence ?? 'not in this picture') : mesh}
      onToggle={() => {
        onUnfold();
        // The line is gone with the folding.
        focusPanelTitle();
      }}
      className="w-full lg:hidden print:hidden"
    />
  );
}
