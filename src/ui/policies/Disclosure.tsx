import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';

interface DisclosureProps {
  /** Inside the button. */
  readonly title: ReactNode;
  readonly openAtFirst?: boolean;
  readonly children: ReactNode;
}

/** A part that opens below its title. */
export function Disclosure({ title, openAtFirst = false, children }: DisclosureProps): ReactNode {
  const [open, setOpen] = useState(openAtFirst);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="-mx-1 flex min-h-7 w-[calc(100%+0.5rem)] items-center gap-1 rounded px-1 text-left hover:bg-sunken"
      >
        <ChevronRight size={14} aria-hidden className={`shrink-0 text-muted ${open ? 'rotate-90' : ''}`} />
        {title}
      </button>
      <div id={id} hidden={!open}>
        {open ? children : null}
      </div>
    </div>
  );
}
