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

/** A layer may be called anything, also `constructor`. */
export const isKnownLayer = (layer: string): boolean => Object.hasOwn(words, layer);

/** What people call a layer. */
export const layerWord = (layer: string): string => (isKnownLayer(layer) ? (words[layer] as string) : layer);

/** Names of layers without repetition, in the order of time. */
export function layersInOrder(named: Iterable<string>): string[] {
  const found = new Set(named);
  const known = Object.keys(words).filter((layer) => !last.includes(layer));
  return [...new Set([...known, ...found])]
    .filter((layer) => found.has(layer) && !last.includes(layer))
    .concat(last.filter((layer) => found.has(layer)));
}

/** The six layers of a search product, which the finer ones above belong to, and what tells none or several of them. */
const groups: Record<LayerGroup, string> = {
  browser: 'browser',
  network: 'network',
  app: 'app server',
  cache: 'cache',
  database: 'database',
  engine: 'search engine',
  server: 'network and server',
  unsplit: 'not split',
};

/** What people call one of the six. */
export const groupWord = (group: LayerGroup): string => groups[group];
