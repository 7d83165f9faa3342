/**
 * The six layers of a search product. The finer parts of a step (`src/analysis/layers.ts`) and the names of
 * `Server-Timing` belong to one of them. `machine` takes the place of `network` if browser and server run on one
 * machine; `server` is network and server together, if the product does not separate them; `unsplit` is time that no
 * timestamp explains.
 */
export const layerGroups = [
  'browser',
  'network',
  'machine',
  'app',
  'cache',
  'database',
  'engine',
  'server',
  'unsplit',
] as const;
export type LayerGroup = (typeof layerGroups)[number];

const groups: Record<string, LayerGroup> = {
  inputDelay: 'browser',
  beforeRequest: 'browser',
  serviceWorker: 'browser',
  browserCache: 'browser',
  afterAnswer: 'browser',
  paint: 'browser',
  queue: 'browser',
  redirect: 'network',
  connect: 'network',
  network: 'network',
  download: 'network',
  handOver: 'machine',
  localDownload: 'machine',
  request: 'server',
  remainder: 'unsplit',
};

/** Names that products use for their tiers in `Server-Timing`. */
const tiers: [RegExp, LayerGroup][] = [
  [/^(cdn|edge)\b/i, 'network'],
  [/^(cache|redis|valkey|memcached?)\b|[-_.]cache$/i, 'cache'],
  [/^(database|db|sql|postgres(ql)?|pg|mysql|mariadb|oracle|mssql|sqlite|mongo(db)?)\b/i, 'database'],
  [/^(engine|search|vespa|elastic(search)?|opensearch|solr|lucene|es)\b/i, 'engine'],
];

/** The layer that a finer part belongs to. A server tier with an unknown name counts as the app server. */
export function groupOfLayer(layer: string): LayerGroup {
  if (Object.hasOwn(groups, layer)) return groups[layer] as LayerGroup;
  return tiers.find(([names]) => names.test(layer))?.[1] ?? 'app';
}
