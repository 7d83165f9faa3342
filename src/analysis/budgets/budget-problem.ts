import type { z } from 'zod';
import { auditedPages } from '../../sample/audited-pages.ts';
import { distributionMetrics, groups } from '../../sample/budget.ts';
import { didYouMean } from '../../words/did-you-mean.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const statistics = ['p50', 'p75', 'p95', 'p99', 'mean', 'max', 'worstWindowP95'];
const fieldsOfWorkload = ['steps', 'groups', 'load'];
const levels = { noun: 'level', known: ['fail', 'warn', 'overBaseline', 'owner', 'why'] };

/**
 * The path within the top level of the file or within its workload; `layersMs` and the layer become one part.
 */
function withinSubjects(path: Path): string[] {
  const names = path.map(String);
  const [section, subject, metric, layer, ...rest] = names[0] === 'workloads' ? names.slice(2) : names;
  const known = [section, subject, metric, layer].filter((name) => name !== undefined);
  return metric === 'layersMs' && layer !== undefined && section !== undefined && subject !== undefined
    ? [section, subject, `layersMs.${layer}`, ...rest]
    : [...known, ...rest];
}

/** The names allowed at a path of a budget file, and the noun for them. */
function wordsAt(path: Path, fields: readonly string[]): { noun: string; known: readonly string[] } {
  if (path.length === 0) return { noun: 'field', known: fields };
  const [section, subject, metric, statistic] = withinSubjects(path);
  if (path.at(-1) === 'overBaseline') return { noun: 'part', known: ['percent', 'floor'] };
  if (section === undefined) return { noun: 'field', known: fieldsOfWorkload };
  if (section === 'load') {
    if (subject === undefined) return { noun: 'metric', known: ['activeUsers', 'documents'] };
    return metric === undefined ? { noun: 'statistic', known: ['min'] } : levels;
  }
  if (section === 'pages') {
    if (subject === undefined) return { noun: 'page', known: auditedPages };
    return metric === undefined ? { noun: 'field', known: ['categories', 'audits'] } : levels;
  }
  if (subject === undefined) return { noun: 'group', known: groups };
  if (metric === undefined) return { noun: 'metric', known: [...distributionMetrics, 'layersMs', 'errors'] };
  if (statistic !== undefined) return levels;
  return { noun: 'statistic', known: metric === 'errors' ? ['share'] : statistics };
}

/** The unit of a limit, as an example. */
function unitHint(path: Path): string {
  if (path.at(-1) === 'percent') return '; give a percentage, such as 10';
  const [section, subject, metric, audit] = withinSubjects(path);
  if (section === 'pages') {
    if (metric === 'categories') return '; give a score from 0 to 1, such as 0.9';
    return `; give a number in the unit of "${audit}", such as 2500 for 2.5 s`;
  }
  const name = (section === 'load' ? subject : metric) ?? '';
  if (name.endsWith('Ms') || name.startsWith('layersMs')) return '; give milliseconds, such as 1000';
  if (name.endsWith('Bytes')) return '; give bytes, such as 500000';
  if (name === 'cls') return '; give a score, such as 0.1';
  if (name === 'errors') return '; give a share from 0 to 1, such as 0.001 for 0.1 %';
  return '; give a count, such as 50';
}

/** `steps.search.latencyMs`, `steps["open a result"].latencyMs`, `steps.search.latencyMs["p99.9"]` */
export function pathText(path: Path): string {
  return path
    .map((part, index) => {
      const name = String(part);
      if (!/^[\w$-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (value instanceof Object ? (value as Record<PropertyKey, unknown>)[part] : undefined),
    content,
  );
}

const shapes: Record<string, string> = { object: 'an object', record: 'an object', string: 'a string' };

/**
 * Each problem of a budget file, as the rest of a sentence that begins with the file name.
 *
 * @param fields fields allowed at the top level of the file
 * @param schema JSON schema of the file, to which the message refers
 */
export function budgetProblems(
  issue: Issue,
  content: unknown,
  fields: readonly string[],
  schema: string,
): string[] {
  const { path } = issue;
  const where = pathText(path) || 'the file';
  const unknown = (place: Path, key: string) => {
    const { noun, known } = wordsAt(place, fields);
    return `${pathText([...place, key])} is an unknown ${noun}; ${didYouMean(key, known)}`;
  };
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknown(path, key));
  if (issue.code === 'invalid_key') return [unknown(path.slice(0, -1), String(path.at(-1)))];

  const got = valueAt(content, path);
  if (issue.code === 'invalid_union') {
    // A limit is a number, an object with levels, or null. The value itself shows which one was meant.
    const [asNumber = [], asObject = []] = issue.errors;
    const meant = got instanceof Object && !Array.isArray(got) ? asObject : asNumber;
    return meant.flatMap((inner) =>
      budgetProblems({ ...inner, path: [...path, ...inner.path] }, content, fields, schema),
    );
  }
  const seen = got === undefined ? 'it is missing' : `got ${JSON.stringify(got).slice(0, 60)}`;
  const shape = issue.code === 'invalid_type' ? shapes[issue.expected] : undefined;
  if (shape !== undefined) return [`${where} must be ${shape} (${seen}); see ${schema}`];
  return [`${where} ${issue.message} (${seen})${unitHint(path)}`];
}
