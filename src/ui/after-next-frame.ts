/** So long a page that is not looked at, and has no frames, keeps waiting. */
const NO_FRAME_MS = 100;

/** Calls back once the frame now being made is on the screen; in a hidden tab, which has no frames, soon. */
export function afterNextFrame(then: () => void): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    clearTimeout(timer);
    then();
  };
  const timer = setTimeout(once, NO_FRAME_MS);
  requestAnimationFrame(() => requestAnimationFrame(once));
}
