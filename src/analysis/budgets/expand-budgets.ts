import type { Budget, BudgetFile, Group, LimitValue, Metrics } from '../../sample/budget.ts';
import { budgetPlace, budgetSubject } from '../../words/budget-words.ts';
import { expandLimit } from './expand-limit.ts';

/** The steps of each journey. */
export type Outline = Record<string, readonly string[]>;

type Place = Pick<Budget, 'journey' | 'step' | 'group'>;

/** One limit of a file for one step, group or the load, before `*` is resolved. */
interface Rule extends Place, Pick<Budget, 'metric' | 'statistic'> {
  limit: LimitValue;
}

type Subjects = Pick<BudgetFile, 'steps' | 'groups' | 'load'>;

/** Matches every journey, and every step without such a limit of its own. */
export const every = '*';

function rulesOfMetrics(place: Place, { layersMs = {}, ...metrics }: Metrics): Rule[] {
  const byMetric = [
    ...Object.entries(metrics),
    ...Object.entries(layersMs).map(([layer, limits]) => [`layersMs.${layer}`, limits] as const),
  ];
  return byMetric.flatMap(([metric, limits]) =>
    Object.entries(limits ?? {}).map(
      ([statistic, limit]) => ({ ...place, metric, statistic, limit }) as Rule,
    ),
  );
}

function rulesOf({ steps = {}, groups = {}, load = {} }: Subjects, journey: string | undefined): Rule[] {
  const inJourney = journey === undefined ? {} : { journey };
  const ofGroups = journey === every ? {} : inJourney;
  return [
    ...Object.entries(steps).flatMap(([step, metrics]) => rulesOfMetrics({ ...inJourney, step }, metrics)),
    ...Object.entries(groups).flatMap(([group, metrics]) =>
      rulesOfMetrics({ ...ofGroups, group: group as Group }, metrics),
    ),
    ...(['activeUsers', 'documents'] as const).flatMap((metric): Rule[] => {
      const limit = load[metric]?.min;
      return limit === undefined ? [] : [{ metric, statistic: 'min', limit }];
    }),
  ];
}

const keyOf = ({ journey, step, group, metric, statistic }: Rule) =>
  JSON.stringify([journey, step, group, metric, statistic]);

/** The rules of the file; rules of the workload override them. */
function rulesFor(content: BudgetFile, workload: string | undefined): Map<string, Rule> {
  const { journey, workloads = {} } = content;
  const own = workload !== undefined && Object.hasOwn(workloads, workload) ? workloads[workload] : undefined;
  const rules = [...rulesOf(content, journey), ...rulesOf(own ?? {}, journey)];
  return new Map(rules.map((rule) => [keyOf(rule), rule]));
}

/** Expands a rule for `*` into one rule for each step that it matches. */
function resolved(rule: Rule, rules: Map<string, Rule>, outline: Outline): Rule[] {
  const { journey, step } = rule;
  if (step === undefined || journey === undefined) return [rule];
  const journeys = journey === every ? Object.keys(outline) : [journey];
  return journeys.flatMap((one) => {
    const known = outline[one] ?? [];
    if (step !== every) return journey === every && !known.includes(step) ? [] : [{ ...rule, journey: one }];
    return known
      .filter((name) => !rules.has(keyOf({ ...rule, step: name })))
      .map((name) => ({ ...rule, journey: one, step: name }));
  });
}

/**
 * Expands each limit of a budget file into a budget of its own; a limit with several levels becomes several.
 *
 * @param file file name without folder and `.json`: the first part of every id
 * @param workload whose `workloads` entry applies; none by default
 * @param outline the journeys and steps that `*` matches
 */
export function expandBudgets(
  file: string,
  content: BudgetFile,
  workload?: string,
  outline: Outline = {},
): Budget[] {
  const rules = rulesFor(content, workload);
  const { owner, why } = content;
  return [...rules.values()]
    .flatMap((rule) => resolved(rule, rules, outline))
    .flatMap(({ limit, ...rule }) => {
      // Steps of a single journey need no journey in their ids; with several journeys, the ids would be
      // ambiguous.
      const place = content.journey === every ? budgetSubject(rule) : budgetPlace(rule);
      const id = `${file} › ${place} › ${rule.metric} ${rule.statistic}`;
      return expandLimit(id, { file, ...rule }, limit, { owner, why });
    });
}
