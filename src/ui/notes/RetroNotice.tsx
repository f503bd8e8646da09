import { X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Button, IconButton } from '../controls/Button';
import { useSpeaker } from '../status/use-speaker';
import { useActions, useApp } from '../use-app';

/** Long enough to read and reach. */
const SHOWN_MS = 20_000;

/** What was just removed, and the way back. */
export function RetroNotice(): ReactNode {
  const said = useApp(({ retroSaid, clockMs }) => (retroSaid !== undefined && clockMs - retroSaid.atMs < SHOWN_MS ? retroSaid : undefined));
  const actions = useActions();
  const speaker = useSpeaker();
  // It arrives with what it has to say: a region that was not there before would not be heard.
  useEffect(() => {
    if (said !== undefined) speaker.say(said.before === undefined ? said.text : `${said.text} It can be undone.`);
  }, [said, speaker]);
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-16 z-20 flex justify-center print:hidden">
      {said === undefined ? null : (
        <div className="pointer-events-auto flex items-center gap-2 rounded-lg border border-line bg-surface py-1.5 pr-1.5 pl-3 shadow-float">
          <p>{said.text}</p>
          {said.before === undefined ? null : <Button onClick={() => actions.undoRetro()}>Undo</Button>}
          <IconButton label="Dismiss" icon={X} onClick={() => actions.dismissRetroSaid()} />
        </div>
      )}
    </div>
  );
}
