import { Trash2, Upload } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { displayText } from '../../scene/display-text';
import { Button, IconButton } from '../controls/Button';
import { TextInput } from '../controls/Field';
import { Modal } from '../controls/Modal';
import { bytesText } from '../status/cost-totals';
import { useActions } from '../use-app';
import { parseSeconds } from './parse-seconds';
import { type DroppedText, MOST_FILES } from './read-drop';
import type { Drops } from './use-drops';

interface ExpositionDialogProps {
  readonly drops: Drops;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** One or two texts of a proxy's /stats/prometheus: one shows totals, two with the time between them rates. */
export function ExpositionDialog({ drops, open, onOpenChange }: ExpositionDialogProps): ReactNode {
  const close = (next: boolean) => {
    if (!next) drops.clear();
    onOpenChange(next);
  };
  return (
    <Modal
      title="Open proxy statistics"
      description="What a proxy prints at :15090/stats/prometheus becomes a graph of that proxy’s view. Nothing is sent anywhere."
      open={open}
      onOpenChange={close}
    >
      <div className="flex flex-col gap-4">
        <Chosen drops={drops} />
        {drops.texts.length < MOST_FILES ? <AddText drops={drops} /> : null}
        <ShowForm key={`${drops.secondsApart ?? ''} ${drops.texts.length}`} drops={drops} onShown={() => close(false)} />
      </div>
    </Modal>
  );
}

function Chosen({ drops }: { readonly drops: Drops }): ReactNode {
  return (
    <>
      {drops.refusals.length === 0 ? null : (
        <ul role="alert" className="flex flex-col gap-1 text-fail text-sm">
          {drops.refusals.map((refusal) => (
            <li key={refusal}>✕ {refusal}</li>
          ))}
        </ul>
      )}
      {drops.texts.length === 0 ? null : (
        <ol className="flex flex-col gap-1">
          {drops.texts.map((drop, position) => (
            <li key={drop.name} className="flex items-center gap-2 rounded-md border border-line px-2 py-1">
              <span className="w-14 shrink-0 text-muted text-xs">{orderWord(drops.texts, position)}</span>
              <span className="min-w-0 flex-1 truncate">{displayText(drop.name, 60)}</span>
              <span className="text-muted text-xs">{bytesText(drop.text.length)}</span>
              <IconButton label={`Remove ${displayText(drop.name, 60)}`} icon={Trash2} onClick={() => drops.remove(drop)} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function orderWord(texts: readonly DroppedText[], position: number): string {
  if (texts.length < 2) return 'Text';
  return position === 0 ? 'Earlier' : 'Later';
}

function AddText({ drops }: { readonly drops: Drops }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const id = useId();
  const paste = () => {
    drops.add([{ name: `pasted text ${drops.texts.length + 1}`, text, modifiedMs: undefined }]);
    setText('');
  };
  return (
    <section className="flex flex-col gap-2">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files with proxy statistics"
        onChange={(event) => {
          void drops.read([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button icon={Upload} onClick={() => input.current?.click()}>
        {drops.texts.length === 0 ? 'Choose one or two files' : 'Choose a second file'}
      </Button>
      <label htmlFor={id} className="text-muted text-xs">
        Or paste the text; files can also be dropped anywhere on the page.
      </label>
      <textarea
        id={id}
        rows={5}
        spellCheck={false}
        value={text}
        placeholder={'istio_requests_total{reporter="source",…} 42'}
        onChange={(event) => setText(event.target.value)}
        className="thin-scroll w-full rounded-md border border-line-strong bg-surface p-2 font-mono text-xs"
      />
      <Button className="self-start" disabled={text.trim() === ''} onClick={paste}>
        Add this text
      </Button>
    </section>
  );
}

function ShowForm({ drops, onShown }: { readonly drops: Drops; readonly onShown: () => void }): ReactNode {
  const actions = useActions();
  const id = useId();
  const [apart, setApart] = useState(drops.secondsApart === undefined ? '' : String(drops.secondsApart));
  const two = drops.texts.length === MOST_FILES;
  const seconds = parseSeconds(apart);
  const ready = drops.texts.length === 1 || (two && seconds !== undefined);
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    actions.showExposition(
      drops.texts.map(({ name, text }) => ({ name, text })),
      two ? seconds : undefined,
    );
    onShown();
  };
  return (
    <form onSubmit={show} className="flex flex-col gap-3 border-line border-t pt-3">
      {two ? (
        <div className="flex items-center gap-2">
          <label htmlFor={id} className="flex-1">
            Seconds between the two
            {drops.secondsApart === undefined ? null : (
              <span className="block text-muted text-xs">Read from the files’ dates; correct it if they were copied.</span>
            )}
          </label>
          <TextInput
            id={id}
            inputMode="decimal"
            className="!w-28 text-right"
            value={apart}
            aria-invalid={apart !== '' && seconds === undefined}
            onChange={(event) => setApart(event.target.value)}
          />
        </div>
      ) : (
        <p className="text-muted text-xs">
          One text shows totals since the proxy started; a second one, taken some seconds later, gives rates.
        </p>
      )}
      <Button type="submit" look="primary" disabled={!ready} className="self-end">
        {two ? 'Show rates' : 'Show totals'}
      </Button>
    </form>
  );
}
