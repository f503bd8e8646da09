import { FileCode2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ConfigurationStatus } from '../../worker/messages';
import { Button } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import { Flyout } from '../controls/Flyout';
import { Progress } from '../controls/Progress';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';
import { ConfigurationOrigin } from './ConfigurationOrigin';
import { ConfigurationProblems } from './ConfigurationProblems';
import { absentKinds, chipText, presentKinds, resourceCount } from './configuration-text';
import { LoadFiles } from './LoadFiles';
import { ResourcesTime } from './ResourcesTime';

const EXPORT =
  "kubectl get $(kubectl api-resources -o name --verbs=list | grep -E 'istio\\.io|gateway\\.networking\\.k8s\\.io' | paste -sd, -),ns,svc,pods,deploy,sts,ds,sa,endpointslices -A -o yaml > mesh.yaml";

/** Where the resources come from, how many there are, what is missing or wrong, and how to load others. */
export function ConfigurationMenu({ className }: { readonly className?: string }): ReactNode {
  const status = useApp((state) => state.configuration);
  return (
    <Flyout name="Configuration" value={chipText(status)} icon={FileCode2} width="w-96" {...(className === undefined ? {} : { className })}>
      <div className="flex flex-col gap-3">
        <ConfigurationOrigin status={status} />
        <ResourcesTime />
        <Reading status={status} />
        <ConfigurationProblems status={status} />
        <Kinds status={status} />
        <LoadFiles />
        <Leave status={status} />
        {status.origin === 'none' ? <Export /> : null}
      </div>
    </Flyout>
  );
}

function Reading({ status: { phase, progress } }: { readonly status: ConfigurationStatus }): ReactNode {
  const actions = useActions();
  if (phase !== 'reading') return null;
  return (
    <div className="flex items-center gap-2">
      <Progress label="Reading resources" share={progress} />
      {progress === undefined ? null : <Button onClick={() => actions.cancelBundle()}>Cancel</Button>}
    </div>
  );
}

function Leave({ status: { origin } }: { readonly status: ConfigurationStatus }): ReactNode {
  const actions = useActions();
  const source = useSource();
  if (origin !== 'bundle') return null;
  return (
    <Button onClick={() => actions.leaveBundle()}>
      {source?.kubernetesUrl === undefined ? 'Remove these resources' : 'Back to Kubernetes'}
    </Button>
  );
}

function Kinds({ status }: { readonly status: ConfigurationStatus }): ReactNode {
  const present = presentKinds(status);
  const absent = absentKinds(status);
  if (present.length + absent.length === 0) return null;
  return (
    <section aria-label="Kinds of resources">
      <h2 className="mb-1 font-semibold text-xs">{resourceCount(status).toLocaleString('en')} resources</h2>
      <ul className="grid grid-cols-2 gap-x-4 text-xs">
        {present.map(({ kind, count }) => (
          <li key={kind} className="flex justify-between gap-2">
            <span className="truncate">{kindText(kind)}</span>
            <span>{count.toLocaleString('en')}</span>
          </li>
        ))}
      </ul>
      {absent.length === 0 ? null : (
        <ul className="mt-1.5 text-xs">
          {absent.map(({ kind, coverage }) => (
            <li key={kind}>
              <span aria-hidden className={coverage === 'forbidden' ? 'text-warn' : 'text-muted'}>
                {coverage === 'forbidden' ? '▲ ' : '– '}
              </span>
              {kindText(kind)}: {coverage === 'forbidden' ? 'may not be read; what it decides is unknown' : 'not served by this cluster'}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const kindText = (kind: string): string => (kind === 'KubernetesGateway' ? 'Gateway (Gateway API)' : kind);

function Export(): ReactNode {
  return (
    <section className="text-xs">
      <p className="mb-1 text-muted">One file with everything that policies need:</p>
      <div className="flex items-start gap-2">
        <code className="min-w-0 flex-1 break-all rounded border border-line bg-sunken px-1.5 py-0.5 font-mono text-2xs">{EXPORT}</code>
        <CopyButton text={EXPORT} what="the command that exports resources" />
      </div>
    </section>
  );
}
