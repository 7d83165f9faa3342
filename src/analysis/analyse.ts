import type { Analysis } from '../sample/analysis.ts';
import type { RunRecord } from '../sample/record.ts';
import { historyLine } from './across-runs/history-line.ts';
import { trendOf } from './across-runs/trend.ts';
import { advise } from './advice/advise.ts';
import { auditAnalysis } from './audits.ts';
import { measuringError } from './calibration/measuring-error.ts';
import { errors } from './errors.ts';
import { filmAnalysis } from './film/film-analysis.ts';
import { fails, failsByErrorsAlone, judgeBudgets } from './judging/budgets.ts';
import { withDoubt } from './judging/doubt.ts';
import { activeUsersEachSecond } from './load/active-users.ts';
import { clocks } from './load/clocks.ts';
import { excuseContaminated, passNote, thresholdsOf } from './load/contamination.ts';
import { generatorAnalysis } from './load/generator.ts';
import { loadEvidence } from './load/load-evidence.ts';
import { signalSeries } from './load/signals.ts';
import { excuseStandstill, stoodStill } from './load/standstill.ts';
import { runFacts } from './run-facts.ts';
import { slowQueries } from './slow-queries/slow-queries.ts';
import { doubtfulSteps, misfitCounts } from './steps/doubtful.ts';
import { groupAnalyses, stepAnalyses } from './steps/steps.ts';
import { whereTimeGoes } from './steps/where-time-goes.ts';
import { telemetryAnalysis } from './telemetry.ts';
import { timeline } from './timeline.ts';
import { verdict } from './verdict.ts';

/** The name of the budget file that holds the product's targets. */
const acceptanceFile = 'acceptance';

/** The complete analysis of a run, derived only from its raw samples. */
export function analyse(record: RunRecord): Analysis {
  const { run, samples, telemetry, history = [] } = record;
  const { window, found, steps, steady, load, lost, missing } = loadEvidence(record);
  const series = signalSeries(telemetry);
  const { thresholds, thresholdsFrom } = thresholdsOf(run.calibration);
  const generator = {
    ...generatorAnalysis(telemetry, series, steady, window, thresholds),
    thresholdsFrom,
  };

  const evidence = {
    run,
    steps: steady,
    window,
    activeUsers: activeUsersEachSecond(found, window),
    audits: samples.filter((sample) => sample.type === 'audit'),
  };
  const everMisfit = samples.filter((sample) => sample.type === 'misfit');
  const misfits = everMisfit.filter(({ phase }) => phase === 'steady');
  const doubtful = doubtfulSteps(steady);
  const film = filmAnalysis(samples);
  const misfitted = misfitCounts(misfits, everMisfit);
  const still = stoodStill(steady, telemetry);
  const moving = { ...evidence, steps: steady.filter((step) => !still.has(step)) };
  const results = judgeBudgets(evidence)
    .map((result) => excuseContaminated(result, generator, (missed) => failsByErrorsAlone(missed, evidence)))
    .map((result) => excuseStandstill(result, still.size, (missed) => fails(missed, moving)))
    .map((result) => withDoubt(result, steady, misfits, film));
  const acceptance = results.filter((result) => result.file === acceptanceFile);
  const budgets = results.filter((result) => result.file !== acceptanceFile);
  const ownError = measuringError(run.calibration, run.workload.users);
  const comparedClocks = clocks(samples);
  const audits = auditAnalysis(samples);
  const analysedSteps = stepAnalyses(steps);
  const whereTo = whereTimeGoes(steady);
  const inside = telemetryAnalysis(record, window);
  const slow = slowQueries(record, steady);

  const analysis: Analysis = {
    schemaVersion: 1,
    run: runFacts(record, window),
    load,
    generator,
    ...(ownError && { measuringError: ownError }),
    ...(comparedClocks && { clocks: comparedClocks }),
    lostUsers: lost,
    steps: analysedSteps,
    groups: groupAnalyses(steady),
    errors: errors(samples, window),
    ...(doubtful.length > 0 && { doubtful }),
    ...(misfitted.length > 0 && { misfits: misfitted }),
    ...(film.length > 0 && { film }),
    timeline: timeline(steps, series, thresholds, found, window),
    ...(whereTo && { whereTimeGoes: whereTo }),
    ...(inside && { telemetry: inside }),
    ...(slow && { slowQueries: slow }),
    advice: advise(record, { steady, window, stepAnalyses: analysedSteps, slowQueries: slow ?? [] }),
    ...(audits && { audits }),
    budgets,
    acceptance,
    verdict: verdict([...acceptance, ...budgets], missing, window, passNote(generator, doubtful.length > 0)),
  };
  const trend = trendOf(history, historyLine(analysis, run.footfall));
  return { ...analysis, ...(trend && { trend }) };
}
