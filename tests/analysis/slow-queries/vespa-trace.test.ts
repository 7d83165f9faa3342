import { expect, test } from '@playwright/test';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { answerOf, readAnswer } from '../../../src/analysis/slow-queries/vespa-answer.ts';
import { readVespaTrace } from '../../../src/analysis/slow-queries/vespa-trace.ts';
import { TreeNode } from '../../../src/sample/diagnosis.ts';
import { old, partial, profiled } from './vespa-answers.ts';

/** A tree as lines: label, times, details. */
function linesOf(node: TreeNode | undefined, indent = ''): string[] {
  if (!node) return [];
  const { label, ms, selfMs, detail, costly, children } = node;
  const round = (value: number) => Math.round(value * 100) / 100;
  const facts = [
    ms !== undefined && `${round(ms)} ms`,
    selfMs !== undefined && `self ${round(selfMs)}`,
    detail && `(${detail})`,
    costly && '←',
  ].filter(Boolean);
  return [
    `${indent}${[label, ...facts].join(' ')}`,
    ...children.flatMap((child) => linesOf(child, `${indent}  `)),
  ];
}

test('a profiled response becomes a tree: setup, matching, ranking, dispatch and summaries, estimates and hits', () => {
  expect(linesOf(readVespaTrace(profiled)?.tree)).toEqual([
    'search 330 ms (61 documents found)',
    '  content node 0, podcast 303 ms (returning 5 hits from total 61)',
    '    setup 4.4 ms',
    '      Start query setup 0.2 ms',
    '      dictionary lookups and posting lists 4 ms (Perform dictionary lookups and posting lists initialization)',
    '      Complete query setup 0.2 ms',
    '    matching and ranking',
    '      thread 1, the slowest of 2 293.1 ms',
    '        Start MatchThread::run 0.1 ms',
    '        matching and first-phase ranking 292 ms (Start match and first phase rank)',
    '          matching 280 ms',
    '            And 280 ms self 28 (found 61, estimated 61 of 100,000 documents, 61 seeks)',
    '              AttributeField title_prefix contains “all-in” 252 ms self 252 (estimated 100,000 of 100,000 documents, no fast-search, 100,000 seeks) ←',
    '              AttributeField title_array contains “all-in” (estimated 61 of 100,000 documents, fast-search)',
    '          first-phase ranking 10 ms',
    '            rank feature nativeRank 10 ms self 10 (61 ×)',
    '        Create result set 1 ms',
    '        MatchThread::run Done',
    '      thread 0 37.1 ms',
    '  dispatch 10 ms (between the container and the slowest content node: network and queue)',
    '  summary fetch 10 ms (as reported by Vespa)',
  ]);
});

test('the finding names the costly part, and an attribute that is scanned in full', () => {
  expect(readVespaTrace(profiled)?.finding).toBe(
    'matching took 280 ms of 330 ms (85 %), most of it in AttributeField title_prefix contains “all-in” ' +
      '(estimated 100,000 of 100,000 documents, no fast-search, 100,000 seeks); ' +
      'AttributeField title_prefix contains “all-in” has no fast-search: up to 100,000 documents are scanned',
  );
});

test('an old trace: no document type, old event names, parts without tags', () => {
  const trace = readVespaTrace(old);
  expect(linesOf(trace?.tree)).toEqual([
    'search 50 ms (10 documents found)',
    '  content node 3 50 ms',
    '    setup 42 ms',
    '      MTF: Start 0.5 ms',
    '      MTF: Build query 0.5 ms',
    '      MTF: reserve handles 1 ms',
    '      dictionary lookups and posting lists 38 ms (MTF: Fetch Postings) ←',
    '      MTF: Handle Global Filters 1 ms',
    '      MTF: prepareSharedState 1 ms',
    '      MTF: Complete',
    '    matching and ranking',
    '      thread 0 6 ms',
    '        Start MatchThread::run 1 ms',
    '        unnamed part',
    '          AndSearchStrict',
    '        matching and first-phase ranking 4 ms (Start match and first phase rank)',
    '        Create result set 1 ms',
    '        MatchThread::run Done',
    '    query plan',
    '      And (estimated 11 of 11 documents)',
    '        DiskTerm title contains “country”',
  ]);
  expect(trace?.finding).toBe(
    'setup took 42 ms of 50 ms (84 %), most of it in dictionary lookups and posting lists (MTF: Fetch Postings)',
  );
});

test('the facts of a response: times in milliseconds, coverage, degradation, errors', () => {
  expect(readAnswer(profiled)).toEqual({ queryMs: 320, summaryMs: 10, searchMs: 330, hits: 61, coverage: 1 });
  expect(readAnswer(partial)).toEqual({
    queryMs: 350,
    summaryMs: 2,
    searchMs: 352,
    hits: 40,
    coverage: 0.41,
    degraded: ['timeout'],
    errors: ['Error in search: timed out'],
  });
  expect(readAnswer({ root: { coverage: { full: false } } })).toEqual({
    degraded: ['for an unknown reason'],
  });
  for (const nothing of [undefined, null, 7, 'x', [], {}, { root: null, timing: [] }]) {
    expect(readAnswer(nothing)).toEqual({});
    expect(readVespaTrace(nothing)).toBeUndefined();
  }
});

test('numbers as strings, 1 for true, an unknown tag, a profile by positions in the plan', () => {
  const answer = {
    timing: { searchtime: '0.2' },
    trace: {
      'distribution-key': '7',
      duration_ms: '180',
      traces: [
        { tag: 'ann_setup', total_time_ms: '12.5' },
        { tag: 'brand_new', timestamp_ms: 30, traces: [{ timestamp_ms: '20', event: 'it begins' }] },
        {
          tag: 'query_execution_plan',
          optimized: {
            '[type]': 'search::queryeval::OrBlueprint',
            children: { '[0]': { attribute: { name: 'kind', fast_search: 1 }, query_term: 'a' } },
          },
        },
        {
          tag: 'query_execution',
          threads: [
            {
              traces: [
                {
                  tag: 'match_profiling',
                  total_time_ms: '100',
                  roots: [{ name: '/0/seek', count: '9', total_time_ms: '100' }],
                },
              ],
            },
          ],
        },
      ],
    },
  };
  expect(linesOf(readVespaTrace(answer)?.tree)).toEqual([
    'search 200 ms',
    '  content node 7 180 ms',
    '    ann setup 12.5 ms',
    '    brand new 10 ms',
    '      it begins 10 ms',
    '    matching and ranking',
    '      thread 0',
    '        matching 100 ms',
    '          Or',
    '            unknown kind contains “a” 100 ms self 100 (fast-search, 9 seeks) ←',
  ]);
});

test('without a content node, the tree has the container’s messages and the times', () => {
  const { timing, root } = partial;
  const trace = {
    children: [{ message: 'Query time query: 350 ms' }, { children: [{ message: 'the end' }] }],
  };
  const found = readVespaTrace({ timing, root, trace });
  expect(linesOf(found?.tree)).toEqual([
    'search 352 ms (40 documents found)',
    '  Query time query: 350 ms',
    '  the end',
    '  matching and ranking 350 ms (as reported by Vespa) ←',
    '  summary fetch 2 ms (as reported by Vespa)',
  ]);
  expect(found?.finding).toBe('matching and ranking took 350 ms of 352 ms (99 %)');
});

test('a response that was cut off is read up to the cut', () => {
  const text = JSON.stringify(profiled);
  const cut = answerOf(text.slice(0, text.indexOf('first_phase_profiling')));
  expect(readAnswer(cut)).toEqual(readAnswer(profiled));
  expect(linesOf(readVespaTrace(cut)?.tree)[0]).toBe('search 330 ms (61 documents found)');
  expect(answerOf('<html>')).toBeUndefined();
  expect(answerOf('{"a":"b, [c')).toEqual({});
  expect(answerOf('{"a":[1,{"b":"x\\"y","c":tr')).toEqual({ a: [1, { b: 'x"y' }] });
});

test('3,000 truncated responses and as many corrupted ones never throw', () => {
  const random = xoroshiro128plus(23);
  const below = (bound: number) => uniformInt(random, 0, bound - 1);
  const strange: unknown[] = [
    null,
    -1,
    1e308,
    'x',
    '',
    [],
    {},
    [[[]]],
    true,
    { toString: 1 },
    '__proto__',
    { '[0]': {} },
  ];
  const change = (value: unknown, share: number): unknown => {
    if (below(1000) < share) return strange[below(strange.length)];
    if (Array.isArray(value)) return value.map((item) => change(item, share));
    if (typeof value !== 'object' || value === null) return value;
    const names = Object.keys(value);
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        below(1000) < share ? names[below(names.length)] : name,
        change(part, share),
      ]),
    );
  };
  for (let trial = 0; trial < 3000; trial += 1) {
    const original = [profiled, old, partial][trial % 3];
    const text = JSON.stringify(original);
    const cut = answerOf(text.slice(0, below(text.length)));
    const changed = change(original, 1 + below(60));
    for (const answer of [cut, changed]) {
      readAnswer(answer);
      const tree = readVespaTrace(answer)?.tree;
      if (tree && !TreeNode.safeParse(tree).success) throw new Error(`no tree: ${JSON.stringify(answer)}`);
    }
  }
});

test('deep and broad traces become readable trees', () => {
  let deep: unknown = { tag: 'deepest', total_time_ms: 1 };
  for (let level = 0; level < 3000; level += 1) {
    deep = { tag: `level_${level}`, timestamp_ms: level, traces: [deep] };
  }
  const broad = Array.from({ length: 5000 }, (_, place) => ({ tag: `part_${place}`, total_time_ms: 1 }));
  for (const traces of [[deep], broad]) {
    const answer = { trace: { 'distribution-key': 0, duration_ms: 9, traces } };
    const lines = linesOf(readVespaTrace(answer)?.tree);
    expect(lines.length).toBeGreaterThan(30);
    expect(lines.length).toBeLessThanOrEqual(401);
  }
});
