import { z } from 'zod';
import { Analysis } from './analysis.ts';
import { BudgetFile } from './budget.ts';

/** The published JSON Schemas by path in the repository: editors and other programs read them. */
export const jsonSchemas: Record<string, unknown> = {
  'perf-budgets/budget.schema.json': {
    title: 'Footfall budget file',
    description: 'Limits on what users experience. Times are milliseconds, shares are 0 to 1.',
    ...z.toJSONSchema(BudgetFile),
  },
  'docs/analysis.schema.json': {
    title: 'Footfall analysis.json',
    description: 'What a run says. Names end in their unit; what was not measured is absent.',
    ...z.toJSONSchema(Analysis),
  },
};
