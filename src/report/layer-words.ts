import type { LayerGroup } from '../sample/layer-groups.ts';

/** Layers that the browser sees, in the order of time, with the usual tiers between; other names are those of `Server-Timing`. */
const words: Record<string, string> = {
  inputDelay: 'browser, too busy to react',
  beforeRequest: 'browser, before asking',
  redirect: 'redirects',
  queue: 'waiting for a connection',
  network: 'network and untold server time',
  request: 'network and server',
  serviceWorker: 'service worker',
  browserCache: 'browser’s cache',
  app: 'app server',
  cache: 'cache',
  database: 'database',
  db: 'database',
  engine: 'search engine',
  download: 'download',
  afterAnswer: 'browser, working on the answer',
  remainder: 'not split',
  paint: 'browser, drawing',
};
/** What comes after the server's work. */
const last = ['download', 'afterAnswer', 'remainder', 'paint'];
/** Classes of the style sheet; names of an unknown product take the spare ones in turn. */
const spareTints = ['spare-1', 'spare-2', 'spare-3'];

/** A layer may be called anything, also `constructor`. */
const isKnown = (layer: string) => Object.hasOwn(words, layer);

/** What people call a layer. */
export const layerWord = (layer: string): string => (isKnown(layer) ? (words[layer] as string) : layer);

/** The class of the style sheet that gives a layer its colour. */
export function layerTint(layer: string, layers: string[]): string {
  if (isKnown(layer)) return `layer-${layer}`;
  const unknown = layers.filter((name) => !isKnown(name));
  return `layer-${spareTints[unknown.indexOf(layer) % spareTints.length]}`;
}

/** Names of layers without repetition, in the order of time. */
export function layersInOrder(named: Iterable<string>): string[] {
  const found = new Set(named);
  const known = Object.keys(words).filter((layer) => !last.includes(layer));
  return [...new Set([...known, ...found])]
    .filter((layer) => found.has(layer) && !last.includes(layer))
    .concat(last.filter((layer) => found.has(layer)));
}

/** The six layers of a search product, which the finer ones above belong to, and what tells none or several of them. */
const groups: Record<LayerGroup, { word: string; tint: string }> = {
  browser: { word: 'browser', tint: 'layer-beforeRequest' },
  network: { word: 'network', tint: 'layer-network' },
  app: { word: 'app server', tint: 'layer-app' },
  cache: { word: 'cache', tint: 'layer-cache' },
  database: { word: 'database', tint: 'layer-database' },
  engine: { word: 'search engine', tint: 'layer-engine' },
  server: { word: 'network and server', tint: 'layer-request' },
  unsplit: { word: 'not split', tint: 'layer-remainder' },
};

/** What people call one of the six. */
export const groupWord = (group: LayerGroup): string => groups[group].word;

/** The class of the style sheet that gives one of the six its colour. */
export const groupTint = (group: LayerGroup): string => groups[group].tint;
