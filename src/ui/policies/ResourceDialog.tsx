import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { refText } from '../../istio/ref';
import type { ResourceText } from '../../policy/drawn';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import { Modal } from '../controls/Modal';
import { useActions, useApp } from '../use-app';
import { changeOf } from '../what-if/subject';
import type { ResourceAsked } from './open-resource';
import { SourceText } from './SourceText';

interface ResourceDialogProps {
  readonly asked: ResourceAsked;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

type Answer =
  | { readonly kind: 'asking' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'text'; readonly resource: ResourceText };

/** The resource as it was read, the deciding lines marked. Nothing in it is interpreted. */
export function ResourceDialog({ asked, open, onOpenChange }: ResourceDialogProps): ReactNode {
  const actions = useActions();
  const answer = useResourceText(asked, open);
  const resource = answer.kind === 'text' ? answer.resource : undefined;
  // After the dialog is gone, so that focus returns behind it when the view is left.
  const trying = useRef(false);
  const tryChange = () => {
    trying.current = true;
    onOpenChange(false);
  };
  const closed = () => {
    if (trying.current) actions.setDetails('what-if', changeOf(asked.ref));
    trying.current = false;
  };
  return (
    <Modal
      title={displayText(refText(asked.ref), 160)}
      description={resource === undefined ? 'Read-only' : `Read-only · from ${displayText(resource.from, 200)}`}
      size="wide"
      open={open}
      onOpenChange={onOpenChange}
      onClosed={closed}
    >
      {answer.kind === 'asking' ? <p className="text-muted">Reading…</p> : null}
      {answer.kind === 'failed' ? <p role="alert">The text could not be read.</p> : null}
      {answer.kind === 'gone' ? <p role="alert">This resource is no longer there: it was deleted, or the files were replaced.</p> : null}
      {resource === undefined ? null : (
        <>
          <div className="mb-2 flex items-center justify-between gap-2">
            <Marked resource={resource} paths={asked.paths} />
            <span className="flex shrink-0 items-center gap-2">
              <Button onClick={tryChange}>Try a change…</Button>
              <CopyButton text={resource.text} what="the text of the resource" />
            </span>
          </div>
          <SourceText
            key={`${resource.from} ${resource.text.length}`}
            text={resource.text}
            firstLine={resource.firstLine}
            marked={markedLines(resource)}
          />
        </>
      )}
    </Modal>
  );
}

const markedLines = ({ lines }: ResourceText): readonly number[] => [...new Set(lines.values())].sort((a, b) => a - b);

/** Says in words what the marks show. */
function Marked({ resource, paths }: { readonly resource: ResourceText; readonly paths: readonly string[] }): ReactNode {
  if (paths.length === 0) return <p className="text-muted text-xs">The whole resource applies.</p>;
  const found = paths.flatMap((path) => {
    const line = resource.lines.get(path);
    return line === undefined ? [] : [{ path, line: line + resource.firstLine - 1 }];
  });
  if (found.length === 0)
    return <p className="text-muted text-xs">{paths.map((path) => displayText(path, 80)).join(', ')} is not written in this text.</p>;
  return (
    <p className="text-xs">
      Deciding:{' '}
      {found.map(({ path, line }, index) => (
        <span key={path}>
          {index === 0 ? '' : ', '}
          <code className="font-mono">{displayText(path, 80)}</code> <span className="text-muted">line {line}</span>
        </span>
      ))}
    </p>
  );
}

/** Asked again when configuration changed while the dialog is open. */
function useResourceText(asked: ResourceAsked, open: boolean): Answer {
  const actions = useActions();
  const policies = useApp((state) => state.picture?.policies);
  const [answer, setAnswer] = useState<Answer>({ kind: 'asking' });
  const question = useMemo(() => ({ asked, policies }), [asked, policies]);
  useEffect(() => {
    if (!open) return;
    let current = true;
    const tell = (next: Answer) => {
      if (current) setAnswer(next);
    };
    actions.resourceText(question.asked.ref, question.asked.paths).then(
      (resource) => tell(resource === undefined ? { kind: 'gone' } : { kind: 'text', resource }),
      () => tell({ kind: 'failed' }),
    );
    return () => {
      current = false;
    };
  }, [actions, question, open]);
  return answer;
}
