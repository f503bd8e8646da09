/** The rules of docs/ARCHITECTURE.md as data and predicates; each rule returns the sentences that say where it is broken. */
import { importCycles, type SourceFile } from './source-tree';

interface Layer {
  /** Layers it may import besides itself. */
  readonly imports: readonly string[];
  /** Packages it may import. */
  readonly packages: readonly string[];
}

const domain = ['lib', 'prometheus', 'istio', 'telemetry', 'mesh', 'policy', 'inquiry', 'snapshot', 'expression', 'layout', 'scene'];
/** From a scene to a still picture, on any canvas or as SVG. */
const drawing = ['paint', 'picture'];

const layers: Readonly<Record<string, Layer>> = {
  lib: { imports: [], packages: [] },
  prometheus: { imports: ['lib'], packages: ['zod'] },
  istio: { imports: ['lib'], packages: ['zod', 'yaml'] },
  telemetry: { imports: ['prometheus', 'lib'], packages: [] },
  mesh: { imports: ['telemetry', 'prometheus', 'lib'], packages: [] },
  policy: { imports: ['mesh', 'istio', 'lib'], packages: [] },
  inquiry: { imports: ['policy', 'mesh', 'telemetry', 'prometheus', 'istio', 'lib'], packages: [] },
  snapshot: { imports: ['mesh', 'telemetry', 'istio', 'lib'], packages: ['fflate', 'zod'] },
  expression: { imports: ['policy', 'mesh', 'telemetry', 'lib'], packages: [] },
  layout: { imports: ['mesh', 'lib'], packages: [] },
  scene: { imports: ['layout', 'inquiry', 'policy', 'mesh', 'telemetry', 'lib'], packages: [] },
  paint: { imports: ['scene', 'lib'], packages: [] },
  picture: { imports: [...domain, 'paint'], packages: [] },
  render: { imports: ['paint', 'scene', 'lib'], packages: ['cytoscape'] },
  worker: { imports: [...domain, ...drawing], packages: ['zod', '@fontsource-variable/inter'] },
  app: { imports: [...domain, ...drawing, 'worker'], packages: ['@tanstack/query-core', 'fflate', 'zod', 'zustand'] },
  // The page's state, never its face: a view means the same on both.
  cli: { imports: [...domain, ...drawing, 'worker', 'app'], packages: ['node', 'fastify', '@fastify/static', 'zod'] },
  ui: {
    imports: ['app', 'worker', 'render', ...drawing, ...domain],
    packages: [
      'react',
      'react-dom',
      '@tanstack/react-query',
      'radix-ui',
      'lucide-react',
      'zustand',
      'cmdk',
      'uplot',
      '@tanstack/react-table',
      '@tanstack/react-virtual',
      '@codemirror/autocomplete',
      '@codemirror/commands',
      '@codemirror/lang-yaml',
      '@codemirror/language',
      '@codemirror/lint',
      '@codemirror/state',
      '@codemirror/view',
    ],
  },
  viewer: { imports: ['main', 'ui', 'app', 'worker', 'render', ...drawing, ...domain], packages: ['react'] },
  main: { imports: ['ui', 'app', 'worker', 'render', ...drawing, ...domain], packages: [] },
  'mock-server': { imports: [], packages: ['node', 'fastify'] },
};

const isRunningCode = (file: SourceFile): boolean => !file.forTests && Object.hasOwn(layers, file.layer);

/** The import table: layers and packages. */
function forbiddenImports(files: readonly SourceFile[]): readonly string[] {
  return files.filter(isRunningCode).flatMap((file) => {
    const layer = layers[file.layer];
    return file.resolved
      .filter(({ file: target, packageName }) => {
        if (packageName !== undefined) return !layer?.packages.includes(packageName);
        return target !== undefined && target.layer !== file.layer && (target.forTests || !layer?.imports.includes(target.layer));
      })
      .map(({ specifier }) => `${file.path} must not import ${specifier}`);
  });
}

/** A relative import that leads nowhere would be an import nobody checks. */
function unresolvedImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    file.resolved
      .filter((each) => each.file === undefined && each.packageName === undefined)
      .map(({ specifier }) => `${file.path} imports ${specifier}, which is not a file`),
  );
}

/** The face knows Prometheus and the renderer by name only: types, and one file that mounts the renderer. */
function uiReachesTooFar(files: readonly SourceFile[]): readonly string[] {
  const ui = files.filter((file) => file.layer === 'ui' && !file.forTests);
  const importing = (layer: string) => ui.filter((file) => file.resolved.some((each) => each.file?.layer === layer && !each.typeOnly));
  const values = importing('prometheus').map(({ path }) => `${path} runs code of prometheus`);
  const renderers = ui.filter((file) => file.resolved.some((each) => each.file?.layer === 'render'));
  return renderers.length > 1
    ? [...values, `more than one ui file imports render: ${renderers.map(({ path }) => path).join(', ')}`]
    : values;
}

/** The mock server and the program judge each other, so they share nothing; end-to-end tests know the page and the world behind it, never the program (their bench measures code). */
function sharedWithWhatJudges(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => file.layer === 'e2e' && !file.path.startsWith('e2e/bench/'))
    .flatMap((file) =>
      file.resolved
        .filter(({ file: target }) => target?.path.startsWith('src/'))
        .map(({ specifier }) => `${file.path} must not import ${specifier}`),
    );
}

interface Forbidden {
  readonly layers: readonly string[];
  readonly what: string;
  readonly pattern: RegExp;
}

const pure = ['lib', 'telemetry', 'mesh', 'policy', 'inquiry', 'snapshot', ...drawing, 'expression', 'layout', 'scene', 'istio'];
const forbidden: readonly Forbidden[] = [
  { layers: [...pure, 'worker', 'render'], what: 'randomness', pattern: /\bMath\.random\b|\bcrypto\.\w/ },
  { layers: pure, what: 'a clock', pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.\w/ },
  { layers: [...pure, 'prometheus'], what: 'a timer', pattern: /\b(setTimeout|setInterval|requestAnimationFrame)\b/ },
  {
    layers: [...pure, 'prometheus', 'ui'],
    what: 'a global fetch',
    pattern: /\b(globalThis|window|self)\.fetch\b(?!;|>|\))|\bXMLHttpRequest\b/,
  },
  { layers: [...pure, 'ui', 'render'], what: 'a fetch', pattern: /(?<![.\w])fetch\(/ },
  {
    layers: [...pure, 'prometheus', 'worker', 'cli'],
    what: 'the DOM',
    pattern: /(?<![.\w])(window|document|localStorage|sessionStorage)\.\w/,
  },
  { layers: ['app'], what: 'DOM rendering', pattern: /\bdocument\.|\binnerHTML\b/ },
  { layers: [...pure, 'prometheus', 'render', 'worker', 'app', 'ui', 'main'], what: 'the console', pattern: /\bconsole\.\w/ },
  { layers: [...pure, 'prometheus', 'worker', 'app', 'ui', 'render', 'main'], what: 'the process', pattern: /(?<![.\w])process\.\w/ },
  { layers: ['ui', 'render'], what: 'HTML from text', pattern: /\b(dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML)\b/ },
  { layers: ['mock-server'], what: 'unseeded randomness', pattern: /\bMath\.random\b/ },
];

/** Left of `render` nothing acts on its own: clock, chance, network and page are passed in. */
function impurities(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(isRunningCode)
    .flatMap((file) =>
      forbidden
        .filter((rule) => rule.layers.includes(file.layer) && rule.pattern.test(file.code))
        .map(({ what }) => `${file.path} contains ${what}`),
    );
}

const colour = /(?<=['"`\s:([,])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?!\s*[(=])|\b(?:rgba?|hsla?|oklch)\((?!0 0 0 \/)\s*[\d.]/i;

/** `src/theme.css` is the one table of colours; what stills have of it, without a page to read it from, is held equal by its test. A shadow, translucent black, is none. */
const colourTables = new Set(['src/theme.css', 'src/picture/palettes.ts']);

function looseColours(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => file.path.startsWith('src/') && !file.forTests && !colourTables.has(file.path) && colour.test(file.uncommented))
    .map((file) => `${file.path} contains the colour ${colour.exec(file.uncommented)?.[0]}`);
}

function defaultExports(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => !/\.config\.ts$/.test(file.path) && /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/.test(file.code))
    .map(({ path }) => `${path} has a default export`);
}

const registries = [
  'commands',
  'functions',
  'handlers',
  'labels',
  'metrics',
  'overlays',
  'kinds',
  'scenarios',
  'resources',
  'analyzers',
  'findings',
  'inquiries',
  'details',
  'operands',
  'checks',
  'causes',
];

/** A name has one home. `index.ts` is a list of variants, not a second door. */
function barrels(files: readonly SourceFile[]): readonly string[] {
  const reExporting = files.filter((file) => file.imports.some(({ reExport }) => reExport)).map(({ path }) => `${path} re-exports`);
  const indexes = files
    .filter(({ path }) => /(^|\/)index\.tsx?$/.test(path) && !registries.includes(path.split('/').at(-2) ?? ''))
    .map(({ path }) => `${path} is an index, but no registry`);
  return [...reExporting, ...indexes];
}

const mostLines = 350;

function longFiles(files: readonly SourceFile[]): readonly string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > mostLines)
    .map(({ path, lines }) => `${path} has ${lines} lines: is there a second concept in it?`);
}

/** All rules, by the sentence that states them. */
export const rules: readonly { readonly states: string; readonly broken: (files: readonly SourceFile[]) => readonly string[] }[] = [
  { states: 'imports point left: each layer imports only what its row of the table allows', broken: forbiddenImports },
  { states: 'every relative import leads to a file', broken: unresolvedImports },
  { states: 'one ui file imports the renderer, none runs code of the Prometheus client', broken: uiReachesTooFar },
  { states: 'end-to-end tests import nothing of the program', broken: sharedWithWhatJudges },
  { states: 'there is no import cycle', broken: importCycles },
  { states: 'left of render nothing has a clock, chance, network, page or console of its own', broken: impurities },
  { states: 'colours stand in theme.css alone', broken: looseColours },
  { states: 'exports have names', broken: defaultExports },
  { states: 'a name has one home: no barrels, no re-exports', broken: barrels },
  { states: `no file is longer than ${mostLines} lines`, broken: longFiles },
];
