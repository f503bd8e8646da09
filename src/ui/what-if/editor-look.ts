/** How the editor looks: tokens of theme.css alone, so that a change of theme needs no code. */
import { syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';

/** Names of the highlighter's tags → classes; the first that fits counts. */
const TOKENS: readonly (readonly [tag: string, classes: string])[] = [
  ['definition(propertyName)', 'text-accent'],
  ['lineComment', 'text-muted italic'],
  ['meta', 'text-muted font-bold'],
  ['separator', 'text-muted'],
  ['punctuation', 'text-muted'],
  ['labelName', 'text-unknown'],
  ['typeName', 'text-unknown'],
  ['string', 'text-ok'],
];

/** Tags are told apart by name, so that the package that makes them need not be one of ours. */
export const editorColours = syntaxHighlighting({
  style: (tags) => {
    const names = tags.flatMap((tag) => [tag, ...tag.set].map(String));
    return TOKENS.find(([name]) => names.includes(name))?.[1] ?? null;
  },
});

const FLOATING = {
  backgroundColor: 'var(--surface)',
  color: 'var(--text)',
  border: '1px solid var(--border-strong)',
  borderRadius: '0.375rem',
};
const marker = (sign: string, tone: string) => ({ content: `"${sign}"`, color: `var(${tone})`, fontWeight: 'bold' });
const underlined = (tone: string) => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy var(${tone})`,
  textUnderlineOffset: '0.2em',
});

export const editorLook = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--text)', paddingBlock: '0.5rem' },
  '.cm-gutters': { backgroundColor: 'var(--surface-sunken)', color: 'var(--text-muted)', borderRight: '1px solid var(--border)' },
  '.cm-activeLine': { backgroundColor: 'var(--surface-sunken)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)', fontWeight: 'bold' },
  '.cm-placeholder': { color: 'var(--text-muted)' },
  '.cm-tooltip': FLOATING,
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '14rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--accent-text)',
    // Where colours are forced the tokens are the system's own, and both of them have to count.
    forcedColorAdjust: 'none',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: 'var(--accent-text)' },
  '.cm-completionDetail': { color: 'var(--text-muted)', fontStyle: 'normal' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: 'bold' },
  '.cm-panels': { backgroundColor: 'var(--surface-sunken)', color: 'var(--text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--border)' },
  '.cm-dialog input': {
    border: '1px solid var(--border-strong)',
    borderRadius: '0.25rem',
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    padding: '0.125rem 0.375rem',
  },
  '.cm-dialog button': {
    color: 'var(--text)',
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--border-strong)',
  },
  '.cm-dialog .cm-dialog-close': { border: '0', backgroundColor: 'transparent' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 0.125rem' },
  // The package's own markers are pictures with colours of their own.
  '.cm-lint-marker.cm-lint-marker': { content: 'normal', width: '1em' },
  '.cm-lint-marker-error:before': marker('✕', '--tone-fail'),
  '.cm-lint-marker-warning:before': marker('▲', '--tone-warn'),
  '.cm-lint-marker-info:before': marker('i', '--tone-ok'),
  '.cm-lintRange-error': underlined('--tone-fail'),
  '.cm-lintRange-warning': underlined('--tone-warn'),
  '.cm-lintRange-info': underlined('--tone-ok'),
  '.cm-diagnostic': { fontFamily: 'inherit', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--tone-fail)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--tone-warn)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--tone-ok)' },
});
