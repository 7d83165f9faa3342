import type { LayerGroup } from '../sample/layer-groups.ts';

/** Layers that the browser sees, in chronological order, with the usual tiers in between; other names come from `Server-Timing`. */
const words: Record<string, string> = {
  inputDelay: 'browser, input delay',
  beforeRequest: 'browser, before the request',
  redirect: 'redirects',
  queue: 'browser, waiting for a connection',
  connect: 'connecting',
  network: 'network and unreported server time',
  handOver: 'hand-over on this machine and unreported server time',
  request: 'network and server',
  serviceWorker: 'service worker',
  browserCache: 'browser cache',
  app: 'app server',
  cache: 'cache',
  database: 'database',
  db: 'database',
  engine: 'search engine',
  download: 'download',
  localDownload: 'download on this machine',
  afterAnswer: 'browser, processing the response',
  remainder: 'unattributed',
  paint: 'browser, rendering',
};

/** Layers that follow the server's work. */
const last = ['download', 'localDownload', 'afterAnswer', 'remainder', 'paint'];

/** A layer can have any name, including `constructor`. */
export const isKnownLayer = (layer: string): boolean => Object.hasOwn(words, layer);

/** The readable name of a layer. */
export const layerWord = (layer: string): string => (isKnownLayer(layer) ? (words[layer] as string) : layer);

/** Layer names without duplicates, in chronological order. */
export function layersInOrder(named: Iterable<string>): string[] {
  const found = new Set(named);
  const known = Object.keys(words).filter((layer) => !last.includes(layer));
  return [...new Set([...known, ...found])]
    .filter((layer) => found.has(layer) && !last.includes(layer))
    .concat(last.filter((layer) => found.has(layer)));
}

/** The six layers of a search product that the finer layers above belong to, plus time that belongs to several or to none. */
const groups: Record<LayerGroup, string> = {
  browser: 'browser',
  network: 'network',
  machine: 'hand-over on this machine',
  app: 'app server',
  cache: 'cache',
  database: 'database',
  engine: 'search engine',
  server: 'network and server',
  unsplit: 'unattributed',
};

/** The readable name of one of the six. */
export const groupWord = (group: LayerGroup): string => groups[group];
