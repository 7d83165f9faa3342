import type { WhereTimeGoes } from '../sample/diagnosis.ts';
import type { LayerGroup } from '../sample/layer-groups.ts';
import { groupWord } from '../words/layer-words.ts';

/** Where the time goes, in the words that every report uses. */

type Layers = WhereTimeGoes['layers'];
type Part = Layers[number] & { percent: number };

/** More would not be read in one breath. */
const mostNamed = 4;

/** A layer makes the slow steps slow when it is at least so much of what they take on top of the others. */
const leastOfTheExtra = 0.4;

/** Whole percents that add up to what the shares add up to: the largest remainders are rounded up. */
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
      return 'what nothing tells apart';
    default:
      return `the ${groupWord(group)}`;
  }
};

/** The layer that slow steps spend most of their extra time in; `none` when they have no such layer. */
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
    ? '; when it is slow, no layer stands out'
    : `; when it is slow, it is ${withArticle(layer)}`;
}

/** The largest layers by name, and the percents of all others together. */
function largest(where: WhereTimeGoes): { named: Part[]; rest: number } {
  const parts = inPercent(where.layers)
    .filter(({ percent }) => percent > 0)
    .sort((a, b) => b.share - a.share);
  const named = parts.length <= mostNamed + 1 ? parts : parts.slice(0, mostNamed);
  return { named, rest: parts.slice(named.length).reduce((sum, { percent }) => sum + percent, 0) };
}

/** `Of 100 ms that people wait, 46 go to the browser, … and 7 to all else; when it is slow, it is the database.` */
export function whereTimeGoesText(where: WhereTimeGoes): string {
  const { named, rest } = largest(where);
  const shares = named.map(
    ({ layer, percent }, index) => `${percent}${index === 0 ? ' go' : ''} to ${withArticle(layer)}`,
  );
  if (rest > 0) shares.push(`${rest} to all else`);
  const last = shares.pop() ?? 'none were seen';
  return `Of 100 ms that people wait, ${shares.length > 0 ? `${shares.join(', ')} and ` : ''}${last}${slowText(where)}.`;
}

/** The same on one line: `browser 46 %, search engine 22 %, …; when it is slow, it is the database`. */
export function whereTimeGoesLine(where: WhereTimeGoes): string {
  const shares = largest(where).named.map(({ layer, percent }) => `${groupWord(layer)} ${percent} %`);
  return `${shares.join(', ')}${slowText(where)}`;
}
