/** Frames to wait for something that is about to be drawn, or to arrive. */
const MOST_FRAMES = 120;

/** Focuses what a selector names as soon as it is on the page. */
export function focusSoon(selector: string, frames = MOST_FRAMES): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element !== null) element.focus();
    else if (frames > 0) focusSoon(selector, frames - 1);
  });
}
