import { z } from 'zod';
import { Analysis } from './analysis.ts';
import { Baseline } from './baseline.ts';
import { AuditBudgetFile, BudgetFile, percentiles } from './budget.ts';
import { Comparison } from './comparison.ts';
import { Experiment, ExperimentResult, Tuning } from './experiment.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const usualStatistics = [...Object.keys(percentiles), 'mean', 'max', 'worstWindowP95'];

/** A record of limits by statistic, so that editors offer the usual ones and still take any other percentile. */
function offerStatistics({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  const { propertyNames, additionalProperties } = jsonSchema;
  const isByStatistic = JSON.stringify(propertyNames)?.includes('worstWindowP95') ?? false;
  if (!isByStatistic || typeof additionalProperties !== 'object') return;
  delete jsonSchema.propertyNames;
  delete jsonSchema.required;
  jsonSchema.properties = Object.fromEntries(usualStatistics.map((name) => [name, additionalProperties]));
  jsonSchema.patternProperties = { '^p\\d{1,2}(\\.\\d+)?$': additionalProperties };
  jsonSchema.additionalProperties = false;
}

const forEditors = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', reused: 'ref', override: offerStatistics });

/** The published JSON Schemas by path in the repository: editors and other programs read them. */
export const jsonSchemas: Record<string, unknown> = {
  'schemas/budget.schema.json': {
    title: 'Footfall budget file',
    description: 'Limits on what users experience. Times are milliseconds, shares are 0 to 1.',
    ...forEditors(BudgetFile),
  },
  'schemas/lighthouse.schema.json': {
    title: 'Footfall budget file for pages',
    description: 'Limits on what Lighthouse finds out about each page.',
    ...forEditors(AuditBudgetFile),
  },
  'schemas/baseline.schema.json': {
    title: 'Footfall baseline',
    description: 'What a run saw, for limits relative to it. Names end in their unit.',
    ...z.toJSONSchema(Baseline),
  },
  'schemas/analysis.schema.json': {
    title: 'Footfall analysis.json',
    description: 'What a run says. Names end in their unit; what was not measured is absent.',
    ...z.toJSONSchema(Analysis),
  },
  'schemas/comparison.schema.json': {
    title: 'Footfall comparison.json',
    description:
      'How two versions of a product differ. Names end in their unit; what was not measured is absent.',
    ...z.toJSONSchema(Comparison),
  },
  'schemas/experiment.schema.json': {
    title: 'Footfall experiment',
    description: 'A change to be proven: what is different, and which advice it answers.',
    ...forEditors(Experiment),
  },
  'schemas/experiment-result.schema.json': {
    title: 'Footfall experiment.json',
    description: 'What an experiment came to; the figures are in comparison.json beside it.',
    ...z.toJSONSchema(ExperimentResult),
  },
  'schemas/tune.schema.json': {
    title: 'Footfall tune.json',
    description: 'What tuning tried, kept and won. Names end in their unit; what was not measured is absent.',
    ...z.toJSONSchema(Tuning),
  },
};
