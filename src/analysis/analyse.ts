import type { Analysis } from '../sample/analysis.ts';
import type { RunRecord } from '../sample/record.ts';
import { activeMs, activeUsersEachSecond, presences } from './active-users.ts';
import { judgeBudget } from './budgets.ts';
import { excuseContaminated } from './contamination.ts';
import { errors } from './errors.ts';
import { generatorAnalysis } from './generator.ts';
import { littleUsers } from './little.ts';
import { loadAnalysis } from './load.ts';
import { runFacts } from './run-facts.ts';
import { runWindow } from './run-window.ts';
import { groupAnalyses, stepAnalyses } from './steps.ts';
import { timeline } from './timeline.ts';
import { shortfalls } from './validity.ts';
import { verdict } from './verdict.ts';

/** The name of the budget file that holds the product's targets. */
const acceptanceFile = 'acceptance';

/** Everything a run says, derived from its raw samples alone. */
export function analyse(record: RunRecord): Analysis {
  const { run, samples, telemetry } = record;
  const window = runWindow(record);
  const steps = samples.filter((sample) => sample.type === 'step');
  const steady = steps.filter((step) => step.phase === 'steady');
  const found = presences(record, window);
  const little = littleUsers(samples, window.steadyMs);
  const load = loadAnalysis(record, window, found, steady, little);
  const generator = generatorAnalysis(telemetry, steady, window);

  const activeUsers = activeUsersEachSecond(found, window);
  const evidence = {
    steps: steady,
    window,
    activeUsers,
    askedUsers: run.workload.users,
    documents: run.target.documents,
  };
  const results = run.budgets
    .map((budget) => judgeBudget(budget, evidence))
    .map((result) => excuseContaminated(result, generator.contaminatedShare));
  const acceptance = results.filter((result) => result.file === acceptanceFile);
  const budgets = results.filter((result) => result.file !== acceptanceFile);
  const missing = shortfalls(load, run.workload.users, activeMs(found, window) / window.steadyMs, little);

  return {
    schemaVersion: 1,
    run: runFacts(record, window),
    load,
    generator,
    steps: stepAnalyses(steps),
    groups: groupAnalyses(steady),
    errors: errors(samples, window),
    timeline: timeline(steps, telemetry, found, window),
    budgets,
    acceptance,
    verdict: verdict([...acceptance, ...budgets], missing, window),
  };
}
