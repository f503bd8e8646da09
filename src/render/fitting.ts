/** Whose business the viewport is: the map fits its first scene, and again in other room, until somebody touches the page. */

/** Whoever does one of these wants the map to stay where it is. */
const INPUTS = ['pointerdown', 'wheel', 'keydown'] as const;

export class Fitting {
  /** The viewport shows something: a fitted scene, or what was asked for. */
  shown = false;
  /** While parts of the page still arrive, the fit follows the room they leave. */
  private following = true;

  constructor(signal: AbortSignal) {
    for (const input of INPUTS) window.addEventListener(input, () => this.touched(), { signal, capture: true, passive: true });
  }

  /** In other room the scene is to be fitted anew. */
  get followsRoom(): boolean {
    return !this.shown || this.following;
  }

  /** All of the scene was fitted. */
  done(): void {
    this.shown = true;
    this.following = true;
  }

  /** A place was asked for. */
  asked(): void {
    this.shown = true;
    this.following = false;
  }

  /** What is shown stays, whatever the room. */
  private touched(): void {
    if (this.shown) this.following = false;
  }
}
