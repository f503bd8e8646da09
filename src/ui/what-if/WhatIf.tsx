import { Map as MapIcon } from 'lucide-react';
import { type ReactNode, useCallback, useRef } from 'react';
import type { EdgeId } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { useSelect } from '../panels/use-select';
import { ResourceViewer } from '../policies/ResourceViewer';
import { useActions, useApp } from '../use-app';
import { DraftBar } from './DraftBar';
import { DraftEditor, type EditorHandle } from './DraftEditor';
import type { DraftIssue } from './draft-issues';
import { IssueList } from './IssueList';
import { isKept } from './kept-draft';
import { ProposalAside } from './ProposalAside';
import { Results, Summary } from './Results';
import { proposalFor, subjectOf } from './subject';
import { type Draft, useDraft } from './use-draft';
import { useDraftWords } from './use-draft-words';
import { useMarkedMap } from './use-marked-map';
import { type Evaluated, useWhatIf } from './use-what-if';

const NO_ISSUES: readonly DraftIssue[] = [];

/** A draft of resources on the left, what it would change of today's traffic on the right. */
export function WhatIf(): ReactNode {
  const actions = useActions();
  const of = useApp((state) => state.view.detailsOf);
  const subject = subjectOf(of);
  const draft = useDraft(of);
  const words = useDraftWords();
  const evaluated = useWhatIf(draft.text);
  const editor = useRef<EditorHandle>(null);
  const goTo = useCallback((line: number, column?: number) => editor.current?.goTo(line, column), []);
  const issues = evaluated.answer?.issues ?? NO_ISSUES;
  return (
    <ResourceViewer>
      <div className="flex flex-col gap-3 lg:grid lg:h-full lg:grid-cols-[minmax(22rem,5fr)_minmax(0,7fr)] lg:gap-4">
        <div className="flex min-h-0 min-w-0 flex-col gap-2">
          <DraftBar draft={draft} words={words} onPropose={(governed) => actions.setDetails('what-if', proposalFor(governed))} />
          <Arrival draft={draft} />
          {subject?.kind === 'propose' ? <ProposalAside key={of} of={subject.of} draft={draft} /> : null}
          <div className="flex h-[24rem] min-h-40 flex-col gap-1 lg:h-auto lg:flex-1">
            <ErrorBoundary what="The editor">
              <DraftEditor text={draft.text} onChange={draft.write} issues={issues} words={words} handle={editor} />
            </ErrorBoundary>
          </div>
          <IssueList issues={issues} goTo={goTo} />
        </div>
        <div
          className="thin-scroll flex min-h-0 min-w-0 flex-col gap-3 lg:overflow-y-auto lg:border-line lg:border-l lg:pl-4"
          aria-busy={evaluated.evaluating}
        >
          <Outcome draft={draft} evaluated={evaluated} goTo={goTo} />
        </div>
      </div>
    </ResourceViewer>
  );
}

function Arrival({ draft: { arrival, text } }: { readonly draft: Draft }): ReactNode {
  if (arrival === 'reading') return <p role="status">Reading the resource…</p>;
  if (arrival === 'gone')
    return (
      <p role="alert" className="text-warn">
        <span aria-hidden>▲ </span>This resource is no longer there: it was deleted, or the files were replaced.
      </p>
    );
  if (isKept(text)) return null;
  return <p className="text-muted text-xs">This draft is long or holds a Secret: it is not kept when the view closes.</p>;
}

interface OutcomeProps {
  readonly draft: Draft;
  readonly evaluated: Evaluated;
  readonly goTo: (line: number) => void;
}

function Outcome({ draft, evaluated: { answer, evaluating, failed }, goTo }: OutcomeProps): ReactNode {
  const select = useSelect();
  const of = useApp((state) => state.view.detailsOf);
  const exposition = useApp((state) => state.exposition !== undefined);
  const fold = useMarkedMap(draft.text, of, exposition ? undefined : answer?.diff);
  const show = (edge?: EdgeId) => {
    fold();
    if (edge !== undefined) select(edge);
  };
  if (exposition) return <p>Text of a proxy is shown instead of a source: leave it to hold a draft against traffic.</p>;
  const empty = draft.text.trim() === '';
  return (
    <>
      <div role="status">
        {answer === undefined && evaluating && !empty ? 'Working out what would change…' : null}
        {answer === undefined ? null : <Summary answer={answer} />}
      </div>
      {failed === null ? null : (
        <p role="alert" className="text-fail">
          <span aria-hidden>✕ </span>
          {displayText(failed.message, 300)}
        </p>
      )}
      {answer?.diff?.edges.some(({ drawn }) => drawn.length > 0) === true ? (
        <Button size="small" icon={MapIcon} className="self-start" onClick={() => show()}>
          Show all on the map
        </Button>
      ) : null}
      {answer === undefined ? null : <Results answer={answer} goTo={goTo} onShow={show} />}
      {empty ? <Invitation /> : null}
    </>
  );
}

/** What stands here before anything is written. */
function Invitation(): ReactNode {
  const without = useApp(
    ({ picture, configuration: { origin, phase } }) =>
      picture?.stage === 'complete' && picture.policies === undefined && phase !== 'reading' && (origin === 'none' || phase === 'failed'),
  );
  return (
    <div className="flex max-w-[34rem] flex-col gap-2 text-muted">
      <p className="font-semibold text-base text-ink">What would change?</p>
      <p>
        Write a resource on the left. While you write, it is held against the traffic on the map: which edges it would deny, break or route
        otherwise, which would gain or lose mutual TLS, and what only the request can tell.
      </p>
      <p>“Try a change” beside the YAML of any resource brings it here.</p>
      {without ? (
        <p className="text-warn">
          <span aria-hidden>▲ </span>No resources are known yet: configure a Kubernetes API, or load the files of the configuration.
        </p>
      ) : null}
    </div>
  );
}
