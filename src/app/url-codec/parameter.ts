import type { Thresholds } from '../../mesh/model';
import type { ViewState } from '../view-state';
import type { Format } from './formats';

/** One name in the query string and the part of the view that it stands for. */
export interface Parameter {
  readonly name: string;
  readonly write: (view: ViewState) => readonly string[];
  /** undefined when the texts make no sense. */
  readonly read: (texts: readonly string[], view: ViewState) => ViewState | undefined;
}

/** A field of the view as it stands. */
export function field<K extends keyof ViewState>(name: string, key: K, format: Format<ViewState[K]>): Parameter {
  return {
    name,
    write: (view) => format.write(view[key]),
    read: (texts, view) => {
      const read = format.read(texts);
      return read === undefined ? undefined : { ...view, [key]: read.value };
    },
  };
}

/** One of the thresholds. */
export function threshold<K extends keyof Thresholds>(name: string, key: K, format: Format<Thresholds[K]>): Parameter {
  return {
    name,
    write: (view) => format.write(view.thresholds[key]),
    read: (texts, view) => {
      const read = format.read(texts);
      return read === undefined ? undefined : { ...view, thresholds: { ...view.thresholds, [key]: read.value } };
    },
  };
}
