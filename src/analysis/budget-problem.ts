import type { z } from 'zod';
import { BudgetFile, distributionMetrics, groups } from '../sample/budget.ts';
import { didYouMean } from './did-you-mean.ts';

type Issue = z.core.$ZodIssue;

const statistics = ['p50', 'p75', 'p95', 'p99', 'worstWindowP95'];

/** What may stand at a place of a budget file: what the words there are called, and which there are. */
function wordsAt(path: PropertyKey[]): { noun: string; known: readonly string[] } {
  const [section, , metric] = path;
  if (section === undefined) return { noun: 'field', known: Object.keys(BudgetFile.shape) };
  if (section === 'load') {
    return path.length === 1
      ? { noun: 'metric', known: ['activeUsers', 'documents'] }
      : { noun: 'statistic', known: ['min'] };
  }
  if (section === 'groups' && path.length === 1) return { noun: 'group', known: groups };
  if (metric === undefined) return { noun: 'metric', known: [...distributionMetrics, 'errors'] };
  return { noun: 'statistic', known: metric === 'errors' ? ['share'] : statistics };
}

/** The unit of a limit, said by example. */
function unitHint(path: PropertyKey[]): string {
  const metric = String(path[0] === 'load' ? path[1] : path[2]);
  if (metric.endsWith('Ms')) return '; give milliseconds, such as 1000';
  if (metric === 'cls') return '; give a score, such as 0.1';
  if (metric === 'errors') return '; give a share from 0 to 1, such as 0.001 for 0.1 %';
  return '; give a count, such as 50';
}

/** `steps.search.latencyMs`, `steps["open a result"].latencyMs` */
export function pathText(path: PropertyKey[]): string {
  return path
    .map((part, index) => {
      const name = String(part);
      if (!/^[\w$-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

function valueAt(content: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (value instanceof Object ? (value as Record<PropertyKey, unknown>)[part] : undefined),
    content,
  );
}

const shapes: Record<string, string> = { object: 'an object', record: 'an object', string: 'a text' };

/** Each problem of a budget file as the rest of a sentence that begins with the name of the file. */
export function budgetProblems(issue: Issue, content: unknown): string[] {
  const where = pathText(issue.path) || 'the file';
  if (issue.code === 'unrecognized_keys') {
    const { noun, known } = wordsAt(issue.path);
    return issue.keys.map(
      (key) => `${pathText([...issue.path, key])} is an unknown ${noun}; ${didYouMean(key, known)}`,
    );
  }
  const got = valueAt(content, issue.path);
  const seen = got === undefined ? 'it is missing' : `got ${JSON.stringify(got).slice(0, 60)}`;
  const shape = issue.code === 'invalid_type' ? shapes[issue.expected] : undefined;
  if (shape !== undefined)
    return [`${where} must be ${shape} (${seen}); see perf-budgets/budget.schema.json`];
  return [`${where} ${issue.message} (${seen})${unitHint(issue.path)}`];
}
