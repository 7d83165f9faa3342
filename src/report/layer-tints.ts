import type { LayerGroup } from '../sample/layer-groups.ts';
import { isKnownLayer } from '../words/layer-words.ts';

/** CSS classes; layers of an unknown product use the spare ones in turn. */
const spareTints = ['spare-1', 'spare-2', 'spare-3'];

/** The CSS class that gives a layer its colour. */
export function layerTint(layer: string, layers: string[]): string {
  if (isKnownLayer(layer)) return `layer-${layer}`;
  const unknown = layers.filter((name) => !isKnownLayer(name));
  return `layer-${spareTints[unknown.indexOf(layer) % spareTints.length]}`;
}

const groupTints: Record<LayerGroup, string> = {
  browser: 'layer-beforeRequest',
  network: 'layer-network',
  machine: 'layer-handOver',
  app: 'layer-app',
  cache: 'layer-cache',
  database: 'layer-database',
  engine: 'layer-engine',
  server: 'layer-request',
  unsplit: 'layer-remainder',
};

/** The CSS class that gives one of the six layers of a search product its colour. */
export const groupTint = (group: LayerGroup): string => groupTints[group];
