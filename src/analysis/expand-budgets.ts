import type { Budget, BudgetFile, Group, Metrics } from '../sample/budget.ts';
import { budgetPlace } from '../sample/budget-words.ts';

type Place = Pick<Budget, 'journey' | 'step' | 'group'>;

function expandMetrics(file: string, place: Place, metrics: Metrics): Budget[] {
  return Object.entries(metrics).flatMap(([metric, limits]) =>
    Object.entries(limits ?? {}).map(
      ([statistic, limit]) =>
        ({
          id: `${file} › ${budgetPlace(place)} › ${metric} ${statistic}`,
          file,
          ...place,
          metric,
          statistic,
          limit,
        }) as Budget,
    ),
  );
}

/**
 * Each limit of a budget file as a budget of its own.
 *
 * @param file name of the file without folder and `.json`: the first part of every id
 */
export function expandBudgets(file: string, content: BudgetFile): Budget[] {
  const journey = content.journey === undefined ? {} : { journey: content.journey };
  const steps = Object.entries(content.steps ?? {}).flatMap(([step, metrics]) =>
    expandMetrics(file, { ...journey, step }, metrics),
  );
  const ofGroups = Object.entries(content.groups ?? {}).flatMap(([group, metrics]) =>
    expandMetrics(file, { ...journey, group: group as Group }, metrics),
  );
  const load = (['activeUsers', 'documents'] as const).flatMap((metric): Budget[] => {
    const limit = content.load?.[metric]?.min;
    return limit === undefined
      ? []
      : [{ id: `${file} › load › ${metric} min`, file, metric, statistic: 'min', limit }];
  });
  return [...steps, ...ofGroups, ...load];
}
