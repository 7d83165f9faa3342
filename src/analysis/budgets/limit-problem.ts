import type { AuditBudgetFile, BudgetFile, LimitValue } from '../../sample/budget.ts';
import { isPercentile } from '../../sample/budget.ts';
import { nearest } from '../../words/did-you-mean.ts';
import { ownLayers } from '../steps/layers.ts';
import { pathText } from './budget-problem.ts';

/** A limit as written in a file. */
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

/** Each limit of a file, including those of its workloads. */
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
  return `${pathText(path)} is not a percentile; use one above p0 and below p100, such as p95 or p99.9${percent === 100 ? ', or max for the highest value' : ''}`;
}

/** A name that is close to that of a built-in layer; any other name may be a tier of the server. */
function layerProblem({ path, metric }: Limit): string | undefined {
  if (!metric.startsWith('layersMs.')) return undefined;
  const layer = metric.slice('layersMs.'.length);
  const meant = ownLayers.includes(layer) ? undefined : nearest(layer, ownLayers);
  return meant === undefined || meant.distance > 2
    ? undefined
    : `${pathText(path.slice(0, -1))} is an unknown layer; did you mean "${meant.name}"?`;
}

/** Why a limit cannot be compared with a baseline. */
function baselineProblem(metric: string, statistic: string): string | undefined {
  if (/^(categories|audits)\./.test(metric)) return 'a baseline contains no audits; use fail or warn';
  if (statistic === 'min') return 'it does not measure the product; use fail or warn';
  if (statistic === 'max') return 'a maximum has no confidence interval; use a percentile or mean';
  return statistic === 'worstWindowP95'
    ? 'it is a maximum, which has no confidence interval; use a percentile or mean'
    : undefined;
}

function levelProblem({ path, metric, statistic, value }: Limit): string | undefined {
  if (value === null || typeof value === 'number') return undefined;
  const { fail, warn, overBaseline } = value;
  const where = pathText(path);
  if (fail === undefined && warn === undefined && overBaseline === undefined) {
    return `${where} has no limit; add fail, warn or overBaseline`;
  }
  const reason = overBaseline && baselineProblem(metric, statistic);
  if (reason !== undefined) return `${where}.overBaseline cannot be evaluated: ${reason}`;
  if (fail === undefined || warn === undefined) return undefined;
  const isLeast = statistic === 'min' || metric.startsWith('categories.');
  if (isLeast ? warn > fail : warn < fail) return undefined;
  const side = isLeast ? 'above' : 'below';
  return `${where}.warn must be ${side} fail (got warn ${warn} and fail ${fail}); a warning comes before the failure`;
}

/** The problem of a limit that matches the schema; `undefined` if there is none. */
export function limitProblem(limit: Limit): string | undefined {
  return percentileProblem(limit) ?? layerProblem(limit) ?? levelProblem(limit);
}
