import { ShieldQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { useActions } from '../use-app';

/** Opens the readiness of one namespace. */
export function ReadinessLink({ namespace }: { readonly namespace: string | undefined }): ReactNode {
  const actions = useActions();
  if (namespace === undefined) return null;
  return (
    <Button icon={ShieldQuestion} className="mt-2" onClick={() => actions.setDetails('readiness', namespace)}>
      May {displayText(namespace, 30)} become STRICT?
    </Button>
  );
}
