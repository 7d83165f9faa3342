import type { SlowFactor } from '../../sample/diagnosis.ts';
import { groupOfLayer, type LayerGroup } from '../../sample/layer-groups.ts';
import { isKnownLayer, layerWord } from '../../words/layer-words.ts';
import { formatCount, formatDuration } from '../../words/units.ts';
import { type AnsweredStep, middleFifth } from '../steps/answered-steps.ts';
import { meanLayers } from '../steps/typical-layers.ts';

/** From this share of the difference on, one layer tells the slowest from a typical step. */
const tellingShare = 0.4;

const words: Record<LayerGroup, string> = {
  browser: 'the browser',
  network: 'the network',
  app: 'the app server',
  cache: 'the cache',
  database: 'the database',
  engine: 'the search engine',
  server: 'network and server together',
  unsplit: 'what no stamp explains',
};

/** `the search engine`, `browser, before asking`, `the app server (spelling)` */
function inWords(layer: string): string {
  const group = groupOfLayer(layer);
  if (layer === group) return words[group];
  return isKnownLayer(layer) ? layerWord(layer) : `${words[group]} (${layer})`;
}

/**
 * The layer that differs most between the slowest and a typical step, where it makes a good part of the difference. It is a
 * fact about these steps, so there is nothing to test.
 *
 * @param answered quickest first
 */
export function layerFactor(answered: AnsweredStep[], slowest: AnsweredStep[]): SlowFactor[] {
  const typical = meanLayers(middleFifth(answered));
  const slow = meanLayers(slowest);
  const [most] = Object.entries(slow.layersMs)
    .map(([layer, ms]) => ({ layer, ms, typicalMs: typical.layersMs[layer] ?? 0 }))
    .sort((a, b) => b.ms - b.typicalMs - (a.ms - a.typicalMs));
  const slowerMs = slow.meanMs - typical.meanMs;
  if (!most || slowerMs <= 0) return [];
  const { layer, ms, typicalMs } = most;
  const share = (ms - typicalMs) / slowerMs;
  if (share < tellingShare) return [];
  // The other layers together can be quicker than they typically are.
  const percent = Math.min(100, Math.round(100 * share));
  return [
    {
      factor: 'layer',
      sentence: `${percent} % of what the ${formatCount(slowest.length)} slowest took longer than a typical step went to ${inWords(layer)}: ${formatDuration(ms)} against ${formatDuration(typicalMs)}`,
    },
  ];
}
