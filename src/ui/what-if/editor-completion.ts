import { autocompletion, type Completion, type CompletionSource, startCompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { DraftWords } from '../../inquiry/what-if/draft-words';
import { completeDraft, type Offer } from './complete-draft';
import { yamlPlace } from './yaml-place';

/** `words` is asked at every completion: the mesh changes while somebody writes. */
export function editorCompletion(words: () => DraftWords): Extension {
  const source: CompletionSource = ({ state, pos, explicit }) => {
    const line = state.doc.lineAt(pos);
    const place = yamlPlace(state.doc.toString().split('\n'), line.number - 1, pos - line.from);
    if (place === undefined || (!explicit && place.written === '' && place.writing === 'key' && place.path.length === 0)) return null;
    const options = completeDraft(place, words()).map((offer, index, all) => completion(offer, all.length - index));
    return options.length === 0 ? null : { from: line.from + place.column, options, validFor: /^[\w.*/-]*$/ };
  };
  return autocompletion({ override: [source], icons: false });
}

/** Earlier offers weigh more while they fit equally well. */
function completion(offer: Offer, weight: number): Completion {
  return {
    label: offer.text,
    boost: Math.min(weight, 99),
    ...(offer.detail === undefined ? {} : { detail: offer.detail }),
    apply: (view, _, from, to) => write(view, offer, from, to),
  };
}

function write(view: EditorView, offer: Offer, from: number, to: number): void {
  const line = view.state.doc.lineAt(from);
  const before = offer.apiVersion === undefined ? '' : `apiVersion: ${offer.apiVersion}\n`;
  const text = `${offer.text}${tailOf(offer, from - line.from)}`;
  view.dispatch({
    changes: [...(before === '' ? [] : [{ from: line.from, insert: before }]), { from, to, insert: text }],
    selection: { anchor: from + before.length + text.length },
    scrollIntoView: true,
    userEvent: 'input.complete',
  });
  if (offer.what === 'field') startCompletion(view);
}

function tailOf({ what, opens }: Offer, column: number): string {
  if (what !== 'field') return '';
  const indent = ' '.repeat(column + 2);
  if (opens === 'list') return `:\n${indent}- `;
  return opens === 'fields' ? `:\n${indent}` : ': ';
}
