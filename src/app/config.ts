/** What the server says this page may ask: `config.json`, read once. */
import * as z from 'zod/mini';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import type { Source } from '../worker/messages';
import type { Scenario } from './app-types';
import { checkLinks, type LinkTemplate } from './link-templates';
import { configurationUnreadable } from './problems';

z.config({ jitless: true });

const sourceSchema = z.object({
  id: z.string().check(z.regex(/^[\w.-]{1,64}$/)),
  label: z.string(),
  prometheusUrl: z.string(),
  mock: z.boolean(),
  kubernetesUrl: z.optional(z.string()),
  metricPrefix: z.optional(z.string()),
});
const linkSchema = z.object({
  title: z.string().check(z.minLength(1), z.maxLength(80)),
  for: z.enum(['edge', 'node', 'group']),
  template: z.string().check(z.maxLength(8000)),
});
const configSchema = z.object({
  version: z.optional(z.string()),
  sources: z.array(sourceSchema).check(z.minLength(1)),
  links: z.optional(z.array(linkSchema).check(z.maxLength(100))),
});
const scenarioSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  current: z.boolean(),
  demonstration: z.optional(z.object({ steps: z.array(z.object({ title: z.string(), says: z.string() })) })),
});
const scenariosSchema = z.array(scenarioSchema);

/** What `config.json` says; `problems` name the links that cannot be offered. */
export interface Configured {
  readonly sources: readonly Source[];
  readonly links: readonly LinkTemplate[];
  readonly problems: readonly Problem[];
}

/** Sources and links out; fails with one Problem when the file is absent, not JSON, or names no source. */
export async function loadConfig(fetch: typeof globalThis.fetch, url: string): Promise<Result<Configured, Problem>> {
  const body = await readJson(fetch, url);
  if (!body.ok) return err(configurationUnreadable(body.error));
  const parsed = configSchema.safeParse(body.value);
  if (!parsed.success) return err(configurationUnreadable(z.prettifyError(parsed.error).replaceAll('\n', ' ')));
  const sources = parsed.data.sources.map(({ metricPrefix, kubernetesUrl, ...source }) => ({
    ...source,
    ...(metricPrefix !== undefined && { metricPrefix }),
    ...(kubernetesUrl !== undefined && { kubernetesUrl }),
  }));
  return ok({ sources, ...checkLinks(parsed.data.links ?? []) });
}

/** The scenarios of the bundled mock server; empty when it does not answer. */
export async function loadScenarios(fetch: typeof globalThis.fetch, url: string): Promise<readonly Scenario[] | undefined> {
  const body = await readJson(fetch, url);
  const parsed = body.ok ? scenariosSchema.safeParse(body.value) : undefined;
  if (parsed?.success !== true) return undefined;
  return parsed.data.map(({ demonstration, ...scenario }) => ({ ...scenario, ...(demonstration !== undefined && { demonstration }) }));
}

async function readJson(fetch: typeof globalThis.fetch, url: string): Promise<Result<unknown, string>> {
  try {
    const response = await fetch(url, { headers: { Accept: 'application/json' } });
    if (!response.ok) return err(`the server answered ${response.status}`);
    return ok((await response.json()) as unknown);
  } catch {
    return err('the server did not answer with JSON');
  }
}

/** The page that saved snapshots carry; undefined where it is not served. */
export async function loadViewer(fetch: typeof globalThis.fetch, url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url);
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}
