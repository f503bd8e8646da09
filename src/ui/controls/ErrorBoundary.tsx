/** A bug in one panel is shown there and takes nothing else along. */
import { Component, type ReactNode } from 'react';
import { Button } from './Button';
import { PartNotFetched } from './on-demand';

interface Props {
  /** What is missing now: "The panel". */
  readonly what: string;
  /** A change tries again. */
  readonly resetKey?: unknown;
  readonly children: ReactNode;
}
interface State {
  readonly error: unknown;
  readonly failed: boolean;
  readonly resetKey: unknown;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, failed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error, failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { failed: false, error: undefined, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { error } = this.state;
    return (
      <div role="alert" className="m-3 rounded-md border border-fail p-3 text-sm">
        <p className="font-semibold">
          {error instanceof PartNotFetched
            ? `${this.props.what} could not be fetched: the server of this page does not answer, or has a newer version by now. Try again, or reload.`
            : `${this.props.what} failed to draw. This is a bug; the rest of the page still works.`}
        </p>
        <p className="mt-1 break-words font-mono text-muted text-xs">{error instanceof Error ? error.message : String(error)}</p>
        <Button className="mt-2" onClick={() => this.setState({ failed: false, error: undefined })}>
          Try again
        </Button>
      </div>
    );
  }
}
