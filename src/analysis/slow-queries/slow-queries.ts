import type { SlowQuery } from '../../sample/diagnosis.ts';
import type { ReplaySample, TraceSample } from '../../sample/evidence.ts';
import { groupBy } from '../../sample/group-by.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { StepSample } from '../../sample/sample.ts';
import { layersOf } from '../steps/layers.ts';
import { commonPaintSource, latencyMs } from '../steps/paint-source.ts';
import { ownAddress } from './choose.ts';
import { costlyNode } from './costly-node.ts';
import { shortened } from './json-values.ts';
import { planTree } from './plan-tree.ts';
import { readPlan } from './postgresql-plan.ts';
import { present } from './present.ts';
import { bounded } from './tree.ts';
import { answerOf, readAnswer } from './vespa-answer.ts';
import { readVespaTrace } from './vespa-trace.ts';

const LONGEST_VALUE = 200;

/**
 * The slowest distinct queries of a run, slowest first: the step in which each was seen, and its statements and engine queries
 * when it was replayed alone. Steps that were only replayed with tracing are included.
 *
 * @param steady steps of the steady state
 * @returns undefined if nothing was replayed
 */
export function slowQueries({ run, samples }: RunRecord, steady: StepSample[]): SlowQuery[] | undefined {
  const replays = samples.filter((sample) => sample.type === 'replay');
  const traces = new Map(
    samples.filter((sample) => sample.type === 'trace').map((trace) => [trace.stepId, trace]),
  );
  if (replays.length === 0 && traces.size === 0) return undefined;
  const stepsById = new Map(steady.map((step) => [step.id, step]));
  const stepsByUrl = groupBy(steady, ({ request }) => request && ownAddress(request, run.target.url));
  const replayed = new Map(replays.map((replay) => [replay.stepId, replay]));
  const found = [...new Set([...replayed.keys(), ...traces.keys()])].flatMap((id): SlowQuery[] => {
    const step = stepsById.get(id);
    // The step may be missing if the record lost lines.
    if (!step) return [];
    const replay = replayed.get(id);
    return [
      {
        ...stepFacts(step, steady),
        url: replay?.url ?? step.request?.url ?? '',
        steps: replay ? (stepsByUrl.get(replay.url)?.length ?? 1) : 1,
        ...replayFacts(replay),
        ...tracesOf(traces.get(id)),
        missing: [...(replay?.missing ?? []), ...failureOf(traces.get(id))],
      },
    ];
  });
  return found.sort((a, b) => b.seenMs - a.seenMs || (a.url < b.url ? -1 : 1));
}

function stepFacts(step: StepSample, steady: StepSample[]) {
  const { id: stepId, journey, user, query } = step;
  const sameName = steady.filter((other) => other.journey === journey && other.step === step.step);
  const source = commonPaintSource(sameName);
  const isAnswered = step.outcome.status === 'ok' && source !== undefined;
  const seenMs = (isAnswered ? latencyMs(step, source) : undefined) ?? step.responseMs ?? step.correctedMs;
  const layersMs = isAnswered ? Object.fromEntries(layersOf(step, seenMs)) : {};
  return { stepId, journey, step: step.step, user, ...present({ query }), seenMs, layersMs };
}

function replayFacts(replay: ReplaySample | undefined) {
  const cpu = replay?.cpu?.map(({ function: name, url, line, selfMs }) => ({
    function: name,
    where: url === '' ? '' : `${url}:${line}`,
    selfMs,
  }));
  return {
    ...present({ aloneMs: replay?.aloneMs, cpu }),
    statements: (replay?.statements ?? []).map(statementOf),
    engine: (replay?.engine ?? []).map(engineQueryOf),
  };
}

function statementOf({ text, values, calls, durationMs, plan: answer }: ReplaySample['statements'][number]) {
  const plan = readPlan(answer);
  const costly = plan && costlyNode(plan);
  return {
    text,
    calls,
    ...present({
      values: values?.map(valueText),
      durationMs,
      plan: plan && bounded(planTree(plan.root, costly?.node)),
      finding: costly?.finding,
    }),
  };
}

function valueText(value: unknown): string {
  return shortened(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'), LONGEST_VALUE);
}

/** Times and coverage are those of the plain answer: profiling takes extra time, and such a query has a longer time-out. */
function engineQueryOf({ url, durationMs, aloneMs, plain, answer }: ReplaySample['engine'][number]) {
  const profiled = answerOf(answer);
  const profiledFacts = readAnswer(profiled);
  const facts = plain === undefined ? profiledFacts : readAnswer(answerOf(plain));
  const { hits, coverage, degraded, errors } = facts;
  const trace = readVespaTrace(profiled);
  const partial = degraded && `the answer is partial (${degraded.join(', ')})`;
  const finding = [partial, trace?.finding].filter((sentence) => sentence !== undefined).join('; ');
  return {
    url,
    ...present({
      durationMs,
      aloneMs,
      queryMs: facts.queryMs ?? profiledFacts.queryMs,
      summaryMs: facts.summaryMs ?? profiledFacts.summaryMs,
      hits: hits === undefined ? undefined : Math.round(hits),
      coverage,
      degraded,
      errors,
      trace: trace?.tree,
      finding: finding || undefined,
    }),
  };
}

function tracesOf(trace: TraceSample | undefined): Pick<SlowQuery, 'traces'> {
  const { playwright, chromium } = trace ?? {};
  return playwright === undefined && chromium === undefined
    ? {}
    : { traces: present({ playwright, chromium }) };
}

const failureOf = (trace: TraceSample | undefined): string[] =>
  trace?.failure === undefined ? [] : [`it could not be replayed with tracing: ${trace.failure}`];
