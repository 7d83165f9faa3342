import { expect, test } from '@playwright/test';
import { costlyNode } from '../../../src/analysis/slow-queries/costly-node.ts';
import { planTree } from '../../../src/analysis/slow-queries/plan-tree.ts';
import { type Plan, type PlanNode, readPlan } from '../../../src/analysis/slow-queries/postgresql-plan.ts';
import { TreeNode } from '../../../src/sample/diagnosis.ts';
import { commonTable, loopsAndSpill, parallel, planned, sequentialScan } from './plans.ts';

const planOf = (answer: unknown) => readPlan(answer) as Plan;
const treeOf = (answer: unknown) => {
  const plan = planOf(answer);
  return planTree(plan.root, costlyNode(plan).node);
};
const timesOf = ({ label, ms, selfMs, children }: PlanNode): unknown[] => [
  [label, ms, selfMs],
  ...children.flatMap((child) => timesOf(child)),
];

test('a plan becomes a tree: own times, rows estimated and found, filters, blocks', () => {
  expect(treeOf(sequentialScan)).toEqual({
    label: 'Limit',
    ms: 41,
    selfMs: 0.5,
    detail: 'found 12 rows, estimated 12 rows, blocks: 3,400 in memory',
    children: [
      {
        label: 'Seq Scan on relations',
        ms: 40.5,
        selfMs: 40.5,
        detail:
          "found 12 rows, estimated 3 rows, filter (from_id = 'n02084071'::text) removed 378,191 rows, blocks: 3,400 in memory, 12 read",
        costly: true,
        children: [],
      },
    ],
  });
  expect(planOf(sequentialScan)).toMatchObject({ planningMs: 0.4, executionMs: 41.2 });
});

test('the finding says how many rows the costly node reads and keeps', () => {
  expect(costlyNode(planOf(sequentialScan)).finding).toBe(
    "Seq Scan on relations reads 378,203 rows to keep 12, by the filter (from_id = 'n02084071'::text); it took 41 ms of 41 ms",
  );
});

test('times and rows are totals over all loops', () => {
  const plan = planOf(loopsAndSpill);
  expect(timesOf(plan.root)).toEqual([
    ['Sort', 60, 30],
    ['Nested Loop', 30, 8],
    ['Index Only Scan using relations_pkey on relations', 2, 2],
    ['Index Scan using documents_pkey on documents', 20, 20],
  ]);
  const lookUp = treeOf(loopsAndSpill).children[0]?.children[1];
  expect(lookUp?.detail).toBe('found 2,000 rows in 2,000 loops, estimated 2,000 rows');
});

test('a sort that spills to disk is reported, and a wrong estimate', () => {
  expect(costlyNode(planOf(loopsAndSpill)).finding).toBe(
    'Sort does not fit into work_mem: 5 MiB written to disk; it took 30 ms of 61 ms; PostgreSQL expected 10 rows and found 2,000',
  );
  expect(treeOf(loopsAndSpill).detail).toBe(
    'found 2,000 rows, estimated 10 rows, sorted by frequency DESC, title, external merge, 5 MiB on disk, blocks: 640 temporary',
  );
});

test('a node that runs very often is reported with its number of loops', () => {
  const plan = structuredClone(loopsAndSpill);
  const join = plan[0]?.Plan.Plans[0];
  expect(costlyNode(planOf([{ Plan: join }])).finding).toBe(
    'Index Scan using documents_pkey on documents runs 2,000 times; it took 20 ms of 30 ms',
  );
});

test('parallel workers share their time, and a node that was never executed has none', () => {
  expect(timesOf(planOf(parallel).root)).toEqual([
    ['Gather', 22, 2],
    ['Seq Scan on documents', 20, 20],
    ['Result', undefined, undefined],
  ]);
  expect(treeOf(parallel).children[1]).toEqual({ label: 'Result', detail: 'never executed', children: [] });
});

test('the own time of a CTE scan does not include computing the CTE', () => {
  expect(timesOf(planOf(commonTable).root)).toEqual([
    ['Aggregate', 52, 0],
    ['CTE recent: Seq Scan on documents', 45, 45],
    ['CTE Scan on recent', 50, 5],
  ]);
});

test('a plan that is fast as a whole has no costly node', () => {
  const plan = structuredClone(sequentialScan);
  for (const explained of plan) explained['Execution Time'] = 0.4;
  expect(costlyNode(planOf(plan))).toEqual({ finding: 'fast: less than 1 ms' });
});

test('a plan that was not executed is judged by the planner’s costs, and the finding says so', () => {
  const plan = planOf(planned);
  expect(plan).not.toHaveProperty('executionMs');
  expect(costlyNode(plan).finding).toBe(
    'planned, not executed; the costliest part is Seq Scan on suggestions, with the filter (folded ~~ $1), 95 % of the cost',
  );
  expect(treeOf(planned)).toEqual({
    label: 'Aggregate',
    detail: 'estimated 1 row',
    children: [
      {
        label: 'Seq Scan on suggestions',
        detail: 'estimated 207,272 rows, filter (folded ~~ $1)',
        costly: true,
        children: [],
      },
    ],
  });
});

test('without times, a node that runs for each row is charged for all its executions', () => {
  const scan = (relation: string, relationship: string, cost: number, rows: number, more = {}) => ({
    'Node Type': 'Seq Scan',
    'Parent Relationship': relationship,
    'Relation Name': relation,
    'Total Cost': cost,
    'Plan Rows': rows,
    ...more,
  });
  const costs = ({ label, selfCost, children }: PlanNode): unknown[] => [
    [label, selfCost],
    ...children.flatMap(costs),
  ];
  const join = {
    'Node Type': 'Nested Loop',
    'Total Cost': 1130,
    'Plan Rows': 100,
    Plans: [
      scan('orders', 'Outer', 100, 50),
      { ...scan('x', 'Inner', 20, 2), 'Node Type': 'Limit', Plans: [scan('items', 'Outer', 18, 9)] },
    ],
  };
  const plan = planOf([{ Plan: { ...join, Plans: join.Plans } }]);
  expect(costs(plan.root)).toEqual([
    ['Nested Loop', 30],
    ['Seq Scan on orders', 100],
    ['Limit on x', 100],
    ['Seq Scan on items', 900],
  ]);
  expect(costlyNode(plan).finding).toContain('Seq Scan on items');
  // If repeated results are kept, the inner side costs no more than the join has left.
  const kept = planOf([{ Plan: { ...join, 'Total Cost': 200 } }]);
  expect(costs(kept.root).slice(0, 2)).toEqual([
    ['Nested Loop', 0],
    ['Seq Scan on orders', 100],
  ]);
  const withSubPlan = (filter: string) =>
    planOf([
      {
        Plan: scan('orders', 'Outer', 1000, 40, {
          Filter: filter,
          Plans: [scan('items', 'SubPlan', 20, 1, { 'Subplan Name': 'SubPlan 1' })],
        }),
      },
    ]);
  expect(costs(withSubPlan('(SubPlan 1)').root).map((entry) => (entry as unknown[])[1])).toEqual([200, 800]);
  expect(costs(withSubPlan('(hashed SubPlan 1)').root).map((entry) => (entry as unknown[])[1])).toEqual([
    980, 20,
  ]);
});

test('of two nodes that take about as long, the one that discards rows is the costly one', () => {
  const node = (changes: object) => ({
    'Actual Loops': 1,
    'Actual Rows': 5,
    'Plan Rows': 5,
    'Total Cost': 1,
    ...changes,
  });
  const plan = planOf({
    Plan: node({
      'Node Type': 'Hash Join',
      'Actual Total Time': 10,
      Plans: [
        node({
          'Node Type': 'Index Scan',
          'Index Name': 'by_kind',
          'Relation Name': 'items',
          'Actual Total Time': 3,
          Filter: '(price > 5)',
          'Rows Removed by Filter': 9000,
        }),
        node({ 'Node Type': 'Function Scan', 'Function Name': 'recent', 'Actual Total Time': 2 }),
      ],
    }),
  });
  expect(costlyNode(plan).finding).toBe(
    'Index Scan using by_kind on items finds 9,005 rows by the index to keep 5, by the filter (price > 5); it took 3 ms of 10 ms',
  );
});

test('a value that is not a plan gives undefined, and malformed parts of a plan are left out', () => {
  for (const nothing of [undefined, null, 'x', 7, [], [null], {}, [{ Plan: 3 }]]) {
    expect(readPlan(nothing)).toBeUndefined();
  }
  const strange = planOf([{ Plan: { 'Node Type': 7, Plans: [null, 'x', {}], 'Actual Total Time': 'soon' } }]);
  expect(TreeNode.safeParse(planTree(strange.root, undefined)).success).toBe(true);
  let deep: object = {};
  for (let level = 0; level < 3000; level += 1) deep = { 'Node Type': 'Limit', Plans: [deep] };
  expect(costlyNode(planOf({ Plan: deep })).finding).toContain('planned, not executed');
});
