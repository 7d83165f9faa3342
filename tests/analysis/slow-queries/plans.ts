/** Plans as returned by PostgreSQL for `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)`, reduced to the fields that are read. */

/** A sequential scan of a whole table that keeps twelve rows. */
export const sequentialScan = [
  {
    Plan: {
      'Node Type': 'Limit',
      'Startup Cost': 0,
      'Total Cost': 8128.5,
      'Plan Rows': 12,
      'Actual Startup Time': 0.02,
      'Actual Total Time': 41,
      'Actual Rows': 12,
      'Actual Loops': 1,
      'Shared Hit Blocks': 3400,
      Plans: [
        {
          'Node Type': 'Seq Scan',
          'Parent Relationship': 'Outer',
          'Relation Name': 'relations',
          Schema: 'footfall',
          Alias: 'relations',
          'Total Cost': 8128.5,
          'Plan Rows': 3,
          'Actual Startup Time': 0.02,
          'Actual Total Time': 40.5,
          'Actual Rows': 12,
          'Actual Loops': 1,
          Filter: "(from_id = 'n02084071'::text)",
          'Rows Removed by Filter': 378191,
          'Shared Hit Blocks': 3400,
          'Shared Read Blocks': 12,
        },
      ],
    },
    'Planning Time': 0.4,
    Triggers: [],
    'Execution Time': 41.2,
  },
];

/** A join that looks up one row two thousand times, and a sort that spills. */
export const loopsAndSpill = [
  {
    Plan: {
      'Node Type': 'Sort',
      'Total Cost': 900,
      'Plan Rows': 10,
      'Actual Total Time': 60,
      'Actual Rows': 2000,
      'Actual Loops': 1,
      'Sort Key': ['frequency DESC', 'title'],
      'Sort Method': 'external merge',
      'Sort Space Used': 5120,
      'Sort Space Type': 'Disk',
      'Temp Written Blocks': 640,
      Plans: [
        {
          'Node Type': 'Nested Loop',
          'Join Type': 'Inner',
          'Total Cost': 800,
          'Plan Rows': 10,
          'Actual Total Time': 30,
          'Actual Rows': 2000,
          'Actual Loops': 1,
          Plans: [
            {
              'Node Type': 'Index Only Scan',
              'Index Name': 'relations_pkey',
              'Relation Name': 'relations',
              'Total Cost': 100,
              'Plan Rows': 10,
              'Actual Total Time': 2,
              'Actual Rows': 2000,
              'Actual Loops': 1,
              'Index Cond': "(from_id >= 'n'::text)",
            },
            {
              'Node Type': 'Index Scan',
              'Index Name': 'documents_pkey',
              'Relation Name': 'documents',
              'Total Cost': 0.4,
              'Plan Rows': 1,
              'Actual Total Time': 0.01,
              'Actual Rows': 1,
              'Actual Loops': 2000,
            },
          ],
        },
      ],
    },
    'Execution Time': 61,
  },
];

/** A scan shared by two workers and the leader, and a node that was never executed. */
export const parallel = [
  {
    Plan: {
      'Node Type': 'Gather',
      'Workers Planned': 2,
      'Workers Launched': 2,
      'Total Cost': 500,
      'Plan Rows': 30,
      'Actual Total Time': 22,
      'Actual Rows': 30,
      'Actual Loops': 1,
      Plans: [
        {
          'Node Type': 'Seq Scan',
          'Parallel Aware': true,
          'Relation Name': 'documents',
          'Total Cost': 480,
          'Plan Rows': 10,
          'Actual Total Time': 20,
          'Actual Rows': 10,
          'Actual Loops': 3,
        },
        {
          'Node Type': 'Result',
          'Total Cost': 1,
          'Plan Rows': 1,
          'Actual Total Time': 0,
          'Actual Rows': 0,
          'Actual Loops': 0,
        },
      ],
    },
  },
];

/** A common table expression: its scan contains its time. */
export const commonTable = [
  {
    Plan: {
      'Node Type': 'Aggregate',
      'Total Cost': 60,
      'Plan Rows': 1,
      'Actual Total Time': 52,
      'Actual Rows': 1,
      'Actual Loops': 1,
      Plans: [
        {
          'Node Type': 'Seq Scan',
          'Parent Relationship': 'InitPlan',
          'Subplan Name': 'CTE recent',
          'Relation Name': 'documents',
          'Total Cost': 40,
          'Plan Rows': 100,
          'Actual Total Time': 45,
          'Actual Rows': 100,
          'Actual Loops': 1,
        },
        {
          'Node Type': 'CTE Scan',
          'CTE Name': 'recent',
          'Total Cost': 50,
          'Plan Rows': 100,
          'Actual Total Time': 50,
          'Actual Rows': 100,
          'Actual Loops': 1,
        },
      ],
    },
  },
];

/** Planned without values, not executed. */
export const planned = [
  {
    Plan: {
      'Node Type': 'Aggregate',
      'Total Cost': 1000,
      'Plan Rows': 1,
      Plans: [
        {
          'Node Type': 'Seq Scan',
          'Relation Name': 'suggestions',
          'Total Cost': 950,
          'Plan Rows': 207272,
          Filter: '(folded ~~ $1)',
        },
      ],
    },
  },
];
