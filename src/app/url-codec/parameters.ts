/** Everything a link can say, in the order it is written: one entry a part of the view. */
import { GROUPINGS } from '../../mesh/groupings';
import { focusFormat } from './focus-text';
import { duration, endTime, flag, id, ids, list, number, oneOf, optional, orWord, scenarioName, text } from './formats';
import { compare, span } from './moment-formats';
import { field, type Parameter, threshold } from './parameter';
import { pins, viewport } from './place-formats';
import { thresholdRules } from './threshold-rules';

const DAY_SECONDS = 24 * 3600;
/** More requests a second than any edge carries. */
const MOST_PER_SECOND = 1e6;
const MOST_ITEMS = 2_000;
const MOST_CHARACTERS = 4_000;

/** `embed=1`: the short form that people write by hand; the view itself writes `mode=embed`. */
const EMBED: Parameter = {
  name: 'embed',
  write: () => [],
  read: (texts, view) => {
    const on = flag.read(texts);
    if (on === undefined) return undefined;
    return on.value ? { ...view, mode: 'embed' } : view;
  },
};

export const PARAMETERS: readonly Parameter[] = [
  field('source', 'source', text(MOST_CHARACTERS)),
  field('scenario', 'scenario', optional(scenarioName)),
  field('window', 'windowSeconds', duration(1, 7 * DAY_SECONDS)),
  field('end', 'end', endTime),
  field('span', 'span', optional(span)),
  field('compare', 'compare', optional(compare)),
  field('compared', 'compared', oneOf(['difference', 'before', 'after'])),
  field('refresh', 'refreshSeconds', orWord('off', duration(1, DAY_SECONDS))),
  field('ns', 'namespaces', list(MOST_ITEMS)),
  field('group', 'groupBy', orWord('auto', oneOf(GROUPINGS))),
  field('open', 'opened', list(MOST_ITEMS)),
  field('close', 'closed', list(MOST_ITEMS)),
  field('select', 'selected', orWord('', text(MOST_CHARACTERS))),
  field('labels', 'labels', ids),
  field('nodeLabels', 'nodeLabels', ids),
  field('overlay', 'overlay', optional(id)),
  field('form', 'form', oneOf(['map', 'table', 'matrix'])),
  field('folded', 'showFolded', flag),
  field('idle', 'showIdle', flag),
  field('services', 'showServices', flag),
  field('configured', 'showConfigured', flag),
  field('find', 'find', text(MOST_CHARACTERS)),
  field('hide', 'hide', text(MOST_CHARACTERS)),
  field('hideMode', 'hideMode', oneOf(['dim', 'remove'])),
  field('focus', 'focus', orWord('', focusFormat)),
  field('details', 'details', optional(id)),
  field('of', 'detailsOf', orWord('', text(MOST_CHARACTERS))),
  threshold('degraded', 'degradedPercent', number(0, 100)),
  threshold('failing', 'failingPercent', number(0, 100)),
  threshold('4xx', 'count4xx', flag),
  threshold('floor', 'floorPerSecond', number(0, MOST_PER_SECOND)),
  threshold('rule', 'rules', thresholdRules),
  field('mode', 'mode', oneOf(['page', 'wall', 'embed', 'present'])),
  field('mask', 'masked', flag),
  EMBED,
  field('pin', 'pins', pins(MOST_ITEMS)),
  field('viewport', 'viewport', optional(viewport)),
];

/** What a link does without, first this, then that, when even packed it would be too long. */
export const LEFT_OUT_FIRST: readonly { readonly names: readonly string[]; readonly words: string }[] = [
  { names: ['pin'], words: 'where you dragged nodes to' },
  { names: ['open', 'close'], words: 'which groups you opened and closed' },
];
