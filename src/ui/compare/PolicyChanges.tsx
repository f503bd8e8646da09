import type { ReactNode } from 'react';
import type { PolicyDifference, ResourceChange, VerdictChange } from '../../inquiry/diff/model';
import { type Ref, refText } from '../../istio/ref';
import { momentText } from '../../lib/range-text';
import type { EdgeId } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { Section } from '../panels/Section';
import { useSelect } from '../panels/use-select';
import { ResourceLink } from '../policies/ResourceLink';
import { edgeName } from '../text/names';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { ChangeSign } from './ChangeSign';

const ABOUT: Readonly<Record<VerdictChange['about'], string>> = { authorization: 'Authorization', mtls: 'mTLS', routing: 'Routing' };
const MOST_LISTED = 100;
const MOST_PATHS = 6;

/** Resources that are not the same at both moments, and the verdicts that changed with them. */
export function PolicyChanges({ policies }: { readonly policies: PolicyDifference | undefined }): ReactNode {
  if (policies === undefined)
    return (
      <Section title="Configuration">
        <p className="text-muted text-sm">Resources are not compared: those of at least one of the moments are not known.</p>
      </Section>
    );
  const { known, resources, verdicts } = policies;
  return (
    <>
      <Section title={`Changed resources (${resources.length})`}>
        {known === 'both' ? null : (
          <p className="mb-1.5 text-muted text-xs">
            What resources said at A is not known: only what was created or last changed between A and B can be told, by its own times. What
            was deleted leaves no trace.
          </p>
        )}
        {resources.length === 0 ? <p className="text-muted text-sm">None.</p> : null}
        <ul className="flex flex-col gap-1.5">
          {resources.slice(0, MOST_LISTED).map((resource) => (
            <Resource key={refText(resource)} resource={resource} />
          ))}
        </ul>
        <More count={resources.length} />
      </Section>
      {known === 'both' || verdicts.length > 0 ? (
        <Section title={`Changed verdicts (${verdicts.length})`}>
          {verdicts.length === 0 ? <p className="text-muted text-sm">None.</p> : null}
          <ul className="-mx-2">
            {verdicts.slice(0, MOST_LISTED).map((verdict) => (
              <Verdict key={`${verdict.about} ${verdict.edge}`} verdict={verdict} />
            ))}
          </ul>
          <More count={verdicts.length} />
        </Section>
      ) : null}
    </>
  );
}

const More = ({ count }: { readonly count: number }): ReactNode =>
  count > MOST_LISTED ? <p className="mt-1 text-muted text-xs">And {count - MOST_LISTED} more.</p> : null;

function Resource({ resource }: { readonly resource: ResourceChange }): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const { kind, namespace, name, atSeconds, paths } = resource;
  const ref: Ref = { kind, namespace, name };
  const shown = paths.slice(0, MOST_PATHS);
  return (
    <li className="flex items-baseline gap-2" data-resource={refText(ref)} data-change={resource.class}>
      <ChangeSign change={resource.class} />
      <span className="min-w-0 flex-1 text-xs">
        {resource.class === 'removed' ? (
          <span className="break-words font-medium">{displayText(refText(ref), 120)}</span>
        ) : (
          <ResourceLink of={ref} path={paths[0]} />
        )}
        <span className="block text-muted">
          {atSeconds === undefined ? '' : `${momentText(atSeconds, offsetOf(zone))} `}
          {shown.map((path) => displayText(path, 80)).join(', ')}
          {paths.length > shown.length ? `, and ${paths.length - shown.length} more fields` : ''}
        </span>
      </span>
    </li>
  );
}

function Verdict({ verdict: { edge, about, before, after } }: { readonly verdict: VerdictChange }): ReactNode {
  const index = useMesh();
  const select = useSelect();
  const found = index?.edges.get(edge as EdgeId);
  return (
    <li>
      <button
        type="button"
        onClick={() => select(edge)}
        className="flex w-full flex-col rounded px-2 py-1 text-left hover:bg-sunken"
        data-verdict={about}
      >
        <span className="w-full truncate font-medium">
          {found === undefined || index === undefined ? displayText(edge) : edgeName(found, index.nodes)}
        </span>
        <span className="text-muted text-xs">
          {ABOUT[about]}: {displayText(before, 120)} → {displayText(after, 120)}
        </span>
      </button>
    </li>
  );
}
