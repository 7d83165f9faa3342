import type { z } from 'zod';
import { Margin } from '../../sample/comparison.ts';
import { Experiment } from '../../sample/experiment.ts';
import { didYouMean } from '../../words/did-you-mean.ts';
import { pathText, valueAt } from '../budgets/budget-problem.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const schema = 'footfall/schemas/experiment.schema.json';
const shapes: Record<string, string> = {
  object: 'an object',
  record: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
};

/** The fields allowed at a path of an experiment file. */
function fieldsAt([section, subject]: Path): string[] {
  if (section === 'margin') return Object.keys(Margin.shape);
  if (section !== 'base' && section !== 'variant') return Object.keys(Experiment.shape);
  return subject === 'env' ? ['without'] : Object.keys(Experiment.shape.variant.shape);
}

/** Each problem of an experiment file, as the rest of a sentence that begins with the file name. */
export function experimentProblems(issue: Issue, content: unknown): string[] {
  const { path } = issue;
  const where = pathText(path) || 'the file';
  const got = valueAt(content, path);
  const seen = got === undefined ? 'it is missing' : `got ${JSON.stringify(got).slice(0, 60)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(
        (key) => `${pathText([...path, key])} is an unknown field; ${didYouMean(key, fieldsAt(path))}`,
      );
    case 'invalid_union':
      return [`${where} must be a string, or remove an item from a list: {"without": "no-cache"} (${seen})`];
    case 'invalid_value':
      return [
        `${where} has an unknown value (${seen}); ${didYouMean(String(got), issue.values.map(String))}`,
      ];
    case 'invalid_format':
      return [`${where} must be an http or https URL (${seen}); give one like http://localhost:3000/`];
    case 'too_small':
      return [`${where} must be above 0 (${seen})`];
    case 'invalid_type':
      return [`${where} must be ${shapes[issue.expected] ?? issue.expected} (${seen}); see ${schema}`];
    default:
      return [`${where} ${issue.message} (${seen}); see ${schema}`];
  }
}
