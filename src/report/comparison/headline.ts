import type { ComparedStep, Comparison } from '../../sample/comparison.ts';
import { layerWord } from '../../words/layer-words.ts';
import { formatCount, formatMeasure, howMany } from '../../words/units.ts';
import { cut } from '../terminal-text.ts';
import {
  type Changed,
  changedBy,
  changeText,
  changeWord,
  intervalText,
  marginText,
  metricName,
  stepName,
  typicalLatency,
} from './words.ts';

function capital([first]: Changed[]): string | undefined {
  const word = first && changeWord(first.metric);
  return word && `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** The verdict in a word or two. */
export function verdictWord(comparison: Comparison): string {
  switch (comparison.verdict.outcome) {
    case 'pass':
      return capital(changedBy(comparison, 'faster')) ?? 'No change';
    case 'fail':
      return capital(changedBy(comparison, 'slower')) ?? 'Slower';
    case 'inconclusive':
      return 'Inconclusive';
    case 'invalid':
      return 'Invalid comparison';
  }
}

/** The layer with at least half of the change of a step's typical latency; `undefined` if the change is spread over several. */
export function mainLayer(step: ComparedStep): { layer: string; share: number } | undefined {
  const whole = typicalLatency(step)?.change?.value ?? 0;
  const shares = step.layers.map(({ layer, change }) => ({ layer, share: change / whole }));
  const most = shares.reduce((best, one) => (one.share > best.share ? one : best), { layer: '', share: 0 });
  return Number.isFinite(most.share) && most.share >= 0.5 ? most : undefined;
}

const nearlyAll = 0.85;
const longestName = 80;

function layerText(step: ComparedStep): string {
  const main = mainLayer(step);
  if (main === undefined) return '';
  return `, ${main.share >= nearlyAll ? 'nearly all' : 'most'} of it: ${layerWord(main.layer)}`;
}

/** `“turn the page” takes 41 ms longer (+37 to +46 ms), nearly all of it: app server` */
export function changeSentence({ step, metric }: Changed, comparison: Comparison): string {
  const { change } = metric;
  const interval = intervalText(metric);
  const bracket = interval && ` (${interval})`;
  const name = `“${cut(stepName(step, comparison), longestName)}”`;
  if (change === undefined) return `${name}: ${metricName(metric)} unknown`;
  if (metric.metric === 'errors') {
    const rates = [metric.base ?? 0, metric.head ?? 0].map((share) => formatMeasure('errors', share));
    return `${name} gets no answer ${change.value > 0 ? 'more' : 'less'} often, ${rates.join(' → ')}${bracket}`;
  }
  if (metric === typicalLatency(step)) {
    const amount = formatMeasure(metric.metric, Math.abs(change.value));
    return `${name} takes ${amount} ${change.value > 0 ? 'longer' : 'less'}${bracket}${layerText(step)}`;
  }
  return `${name}: ${metricName(metric)} ${changeText(metric.metric, change.value)}${bracket}`;
}

/** The first change, and the number of further steps. */
function withRest(changed: Changed[], comparison: Comparison): string {
  const [first] = changed;
  if (first === undefined) return '';
  const others = new Set(changed.map(({ step }) => step));
  others.delete(first.step);
  const rest = others.size > 0 ? `; ${howMany(others.size, 'more step')} ${changeWord(first.metric)}` : '';
  return `${changeSentence(first, comparison)}${rest}`;
}

/** The result of the comparison in one sentence, without the word for the verdict. */
export function comparisonSentence(comparison: Comparison): string {
  const { steps, verdict } = comparison;
  switch (verdict.outcome) {
    case 'pass': {
      const faster = changedBy(comparison, 'faster');
      const unchanged = `${howMany(steps.length, 'step')} compared, none slower by more than ${marginText(comparison)}`;
      return faster.length > 0 ? withRest(faster, comparison) : unchanged;
    }
    case 'fail':
      return withRest(changedBy(comparison, 'slower'), comparison) || (verdict.reasons[0] ?? '');
    case 'inconclusive': {
      const open = changedBy(comparison, 'unresolved');
      const steps = new Set(open.map(({ step }) => step)).size;
      return steps === 0 || comparison.onlyIn.length > 0
        ? (verdict.reasons[0] ?? 'nothing could be compared').replace(/\.$/, '')
        : `${howMany(steps, 'step')} of ${formatCount(comparison.steps.length)} could not be decided`;
    }
    case 'invalid':
      return (verdict.reasons[0] ?? 'the comparison is invalid').replace(/\.$/, '');
  }
}

/** `Slower: “turn the page” takes 41 ms longer (+37 to +46 ms), nearly all of it: app server.` */
export function comparisonHeadline(comparison: Comparison): string {
  if (verdictWord(comparison) === 'No change') {
    return `No change above ${marginText(comparison)} in ${howMany(comparison.steps.length, 'step')}.`;
  }
  return `${verdictWord(comparison)}: ${comparisonSentence(comparison)}.`;
}
