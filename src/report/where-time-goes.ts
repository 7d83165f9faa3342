import type { WhereTimeGoes } from '../sample/diagnosis.ts';
import type { LayerGroup } from '../sample/layer-groups.ts';
import { groupWord } from '../words/layer-words.ts';

/** Wording of where the time goes, shared by all reports. */

type Layers = WhereTimeGoes['layers'];
type Part = Layers[number] & { percent: number };

/** A sentence with more layers would be too long. */
const mostNamed = 4;

/** The minimum share of the extra time of slow steps for a layer to count as the cause. */
const leastOfTheExtra = 0.4;

/** Whole percentages with the same sum as the shares: the largest remainders are rounded up. */
export function inPercent(layers: Layers): Part[] {
  const parts = layers.map((layer) => ({ ...layer, percent: Math.floor(layer.share * 100 + 1e-9) }));
  const whole = Math.round(layers.reduce((sum, { share }) => sum + share, 0) * 100);
  const missing = whole - parts.reduce((sum, { percent }) => sum + percent, 0);
  const remainder = ({ share, percent }: Part) => share * 100 - percent;
  for (const part of parts.toSorted((a, b) => remainder(b) - remainder(a)).slice(0, Math.max(0, missing))) {
    part.percent += 1;
  }
  return parts;
}

const withArticle = (group: LayerGroup): string => {
  switch (group) {
    case 'server':
      return 'network and server together';
    case 'unsplit':
      return 'parts that could not be attributed';
    default:
      return `the ${groupWord(group)}`;
  }
};

/** The layer in which slow steps spend the largest part of their extra time; `none` if no layer stands out. */
function slowLayer({ meanMs, layers, slowest }: WhereTimeGoes): LayerGroup | 'none' | undefined {
  const extraMs = slowest.meanMs - meanMs;
  if (slowest.steps === 0 || extraMs <= 0) return undefined;
  const usualMs = new Map(layers.map((layer) => [layer.layer, layer.meanMs]));
  const [most] = slowest.layers
    .map(({ layer, meanMs: slowMs }) => ({ layer, extraMs: slowMs - (usualMs.get(layer) ?? 0) }))
    .sort((a, b) => b.extraMs - a.extraMs);
  return most !== undefined && most.extraMs >= leastOfTheExtra * extraMs ? most.layer : 'none';
}

function slowText(where: WhereTimeGoes): string {
  const layer = slowLayer(where);
  if (layer === undefined) return '';
  return layer === 'none'
    ? '; in slow steps, no single layer stands out'
    : `; the extra time of slow steps is mainly in ${withArticle(layer)}`;
}

/** The largest layers by name, and the percentage of all others together. */
function largest(where: WhereTimeGoes): { named: Part[]; rest: number } {
  const parts = inPercent(where.layers)
    .filter(({ percent }) => percent > 0)
    .sort((a, b) => b.share - a.share);
  const named = parts.length <= mostNamed + 1 ? parts : parts.slice(0, mostNamed);
  return { named, rest: parts.slice(named.length).reduce((sum, { percent }) => sum + percent, 0) };
}

/** `Of every 100 ms that users wait, 46 ms are spent in the browser, … and 7 ms elsewhere; the extra time of slow steps is mainly in the database.` */
export function whereTimeGoesText(where: WhereTimeGoes): string {
  const { named, rest } = largest(where);
  const shares = named.map(
    ({ layer, percent }, index) => `${percent} ms ${index === 0 ? 'are spent ' : ''}in ${withArticle(layer)}`,
  );
  if (rest > 0) shares.push(`${rest} ms elsewhere`);
  const last = shares.pop() ?? 'no layer was measured';
  return `Of every 100 ms that users wait, ${shares.length > 0 ? `${shares.join(', ')} and ` : ''}${last}${slowText(where)}.`;
}

/** The same on one line: `browser 46 %, search engine 22 %, …; the extra time of slow steps is mainly in the database`. */
export function whereTimeGoesLine(where: WhereTimeGoes): string {
  const shares = largest(where).named.map(({ layer, percent }) => `${groupWord(layer)} ${percent} %`);
  return `${shares.join(', ')}${slowText(where)}`;
}
