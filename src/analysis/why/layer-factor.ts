import type { SlowFactor } from '../../sample/diagnosis.ts';
import { groupOfLayer, type LayerGroup } from '../../sample/layer-groups.ts';
import { isKnownLayer, layerWord } from '../../words/layer-words.ts';
import { formatCount, formatDuration } from '../../words/units.ts';
import { type AnsweredStep, middleFifth } from '../steps/answered-steps.ts';
import { meanLayers } from '../steps/typical-layers.ts';

/** A layer is reported if it accounts for at least this share of the difference. */
const tellingShare = 0.4;

const words: Record<LayerGroup, string> = {
  browser: 'the browser',
  network: 'the network',
  machine: 'the hand-over on this machine',
  app: 'the app server',
  cache: 'the cache',
  database: 'the database',
  engine: 'the search engine',
  server: 'network and server together',
  unsplit: 'unattributed time',
};

/** `the search engine`, `browser, before the request`, `the app server (spelling)` */
function inWords(layer: string): string {
  const group = groupOfLayer(layer);
  if (layer === group) return words[group];
  return isKnownLayer(layer) ? layerWord(layer) : `${words[group]} (${layer})`;
}

/**
 * The layer that differs most between the slowest steps and a typical one, if it accounts for enough of the difference.
 * It is an observation about these very steps, so no significance test is needed.
 *
 * @param answered fastest first
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
  // More than 100 % is possible: the other layers together may be faster than usual.
  const percent = Math.min(100, Math.round(100 * share));
  return [
    {
      factor: 'layer',
      sentence: `${percent} % of the extra time of the ${formatCount(slowest.length)} slowest over a typical step came from ${inWords(layer)}: ${formatDuration(ms)} against ${formatDuration(typicalMs)}`,
    },
  ];
}
