/** Links out to Grafana, Kiali, Jaeger and the like: URL templates of config.json, checked once, filled for what is selected. */
import type { Problem } from '../lib/problem';
import { linkIgnored } from './problems';

export type LinkTarget = 'edge' | 'node' | 'group';

export interface LinkTemplate {
  readonly title: string;
  readonly for: LinkTarget;
  /** http or https; `{name}` stands for a value, which is percent-encoded. */
  readonly template: string;
}

/** Placeholder names to what they stand for; undefined = unknown here, and no link with that placeholder is offered. */
export type LinkValues = Readonly<Record<string, string | undefined>>;

const TIME = ['from', 'to', 'fromMs', 'toMs', 'fromIso', 'toIso', 'window', 'promql'] as const;
const PLACE = ['workload', 'app', 'version', 'service', 'namespace', 'cluster', 'name'] as const;
const ends = (side: string) => PLACE.map((name) => `${side}${name.charAt(0).toUpperCase()}${name.slice(1)}`);

/** What a template may say, by what it is for. Plain names of an edge are those of the called end. */
export const PLACEHOLDERS: Readonly<Record<LinkTarget, readonly string[]>> = {
  edge: [...TIME, ...PLACE, ...ends('source'), ...ends('target'), 'protocol'],
  node: [...TIME, ...PLACE],
  group: [...TIME, 'namespace', 'cluster', 'name'],
};

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;
/** Scheme and host stand in the template itself: no name from the mesh decides where a link leads. No user and password either. */
const ORIGIN = /^https?:\/\/[^/?#@{}\\\s]+(?:[/?#]|$)/i;

/** The usable templates, and a notice for each of the others. */
export function checkLinks(given: readonly LinkTemplate[]): {
  readonly links: readonly LinkTemplate[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const links = given.filter((link, index) => {
    const reason = whyNot(link);
    if (reason !== undefined) problems.push(linkIgnored(index + 1, link.title, reason));
    return reason === undefined;
  });
  return { links, problems };
}

function whyNot({ for: target, template }: LinkTemplate): string | undefined {
  if (!ORIGIN.test(template) || !URL.canParse(template.replace(PLACEHOLDER, 'x'))) {
    return 'it must begin with http:// or https:// and a host without placeholders or password';
  }
  const known = PLACEHOLDERS[target];
  const unknown = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '').filter((name) => !known.includes(name));
  return unknown.length === 0 ? undefined : `${[...new Set(unknown)].map((name) => `{${name}}`).join(', ')} is not known for "${target}"`;
}

/** The address, every value percent-encoded; undefined when one is unknown. */
export function fillLink(template: string, values: LinkValues): string | undefined {
  let complete = true;
  const filled = template.replace(PLACEHOLDER, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === '') complete = false;
    // A lone surrogate cannot be encoded; its replacement character can.
    return encodeURIComponent((value ?? '').replace(/[\uD800-\uDFFF]/gu, '\uFFFD'));
  });
  return complete && ORIGIN.test(filled) && URL.canParse(filled) ? filled : undefined;
}
