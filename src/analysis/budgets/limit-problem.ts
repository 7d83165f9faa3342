import type { AuditBudgetFile, BudgetFile, LimitValue } from '../../sample/budget.ts';
import { isPercentile } from '../../sample/budget.ts';
import { nearest } from '../../words/did-you-mean.ts';
import { ownLayers } from '../steps/layers.ts';
import { pathText } from './budget-problem.ts';

/** A limit as it stands in a file. */
export interface Limit {
  path: string[];
  metric: string;
  statistic: string;
  value: LimitValue;
}

type Subjects = Pick<BudgetFile, 'steps' | 'groups' | 'load'>;

function limitsOf({ steps = {}, groups = {}, load = {} }: Subjects, above: string[]): Limit[] {
  const found: Limit[] = [];
  const add = (path: string[], metric: string, limits: object | undefined) => {
    for (const [statistic, value] of Object.entries(limits ?? {}) as [string, LimitValue][]) {
      found.push({ path: [...above, ...path, statistic], metric, statistic, value });
    }
  };
  for (const [section, subjects] of Object.entries({ steps, groups })) {
    for (const [subject, { layersMs = {}, ...metrics }] of Object.entries(subjects)) {
      for (const [metric, limits] of Object.entries(metrics)) add([section, subject, metric], metric, limits);
      for (const [layer, limits] of Object.entries(layersMs)) {
        add([section, subject, 'layersMs', layer], `layersMs.${layer}`, limits);
      }
    }
  }
  for (const [metric, limits] of Object.entries(load)) add(['load', metric], metric, limits);
  return found;
}

/** Each limit of a file, those of its workloads too. */
export function limitsIn({ workloads = {}, ...file }: BudgetFile): Limit[] {
  return [
    ...limitsOf(file, []),
    ...Object.entries(workloads).flatMap(([name, subjects]) => limitsOf(subjects, ['workloads', name])),
  ];
}

/** Each limit on a page. */
export function auditLimitsIn({ pages }: AuditBudgetFile): Limit[] {
  return Object.entries(pages).flatMap(([page, families]) =>
    Object.entries(families ?? {}).flatMap(([family, limits]) =>
      Object.entries(limits ?? {}).map(([name, value]) => ({
        path: ['pages', page, family, name],
        metric: `${family}.${name}`,
        statistic: 'p50',
        value,
      })),
    ),
  );
}

function percentileProblem({ path, statistic }: Limit): string | undefined {
  if (/^p-?[\d.]+$/.test(statistic) === false) return undefined;
  const percent = Number(statistic.slice(1));
  if (isPercentile(statistic) && percent > 0 && percent < 100) return undefined;
  return `${pathText(path)} is no percentile; they lie above p0 and below p100, such as p95 or p99.9${percent === 100 ? '; the highest is max' : ''}`;
}

/** A layer that is nearly one of ours; any other name may be a tier of the server. */
function layerProblem({ path, metric }: Limit): string | undefined {
  if (!metric.startsWith('layersMs.')) return undefined;
  const layer = metric.slice('layersMs.'.length);
  const meant = ownLayers.includes(layer) ? undefined : nearest(layer, ownLayers);
  return meant === undefined || meant.distance > 2
    ? undefined
    : `${pathText(path.slice(0, -1))} is an unknown layer; did you mean "${meant.name}"?`;
}

/** Why there is nothing to hold it against in a baseline. */
function baselineProblem(metric: string, statistic: string): string | undefined {
  if (/^(categories|audits)\./.test(metric)) return 'a baseline holds no audits; give fail or warn';
  if (statistic === 'min') return 'it is no measurement of the product; give fail or warn';
  if (statistic === 'max') return 'a maximum has no interval; name a percentile or mean';
  return statistic === 'worstWindowP95'
    ? 'it is a maximum, which has no interval; name a percentile or mean'
    : undefined;
}

function levelProblem({ path, metric, statistic, value }: Limit): string | undefined {
  if (value === null || typeof value === 'number') return undefined;
  const { fail, warn, overBaseline } = value;
  const where = pathText(path);
  if (fail === undefined && warn === undefined && overBaseline === undefined) {
    return `${where} holds no limit; give fail, warn or overBaseline`;
  }
  const reason = overBaseline && baselineProblem(metric, statistic);
  if (reason !== undefined) return `${where}.overBaseline cannot be judged: ${reason}`;
  if (fail === undefined || warn === undefined) return undefined;
  const isLeast = statistic === 'min' || metric.startsWith('categories.');
  if (isLeast ? warn > fail : warn < fail) return undefined;
  const side = isLeast ? 'above' : 'below';
  return `${where}.warn must be ${side} fail (got warn ${warn} and fail ${fail}); a warning comes before the failure`;
}

/** What is wrong with a limit that has the right shape; undefined when nothing is. */
export function limitProblem(limit: Limit): string | undefined {
  return percentileProblem(limit) ?? layerProblem(limit) ?? levelProblem(limit);
}
