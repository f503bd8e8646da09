import { useRef } from 'react';
import { useApp } from './use-app';

/** The value of the last moment at which the play head rested; while it moves, what costs a question stays with that. */
export function useAtRest<T>(value: T): T {
  const moving = useApp((state) => state.scrubbing);
  const rested = useRef(value);
  if (!moving) rested.current = value;
  return rested.current;
}
