import type { SlowQuery, TreeNode } from '../../../src/sample/diagnosis.ts';

/** Slow queries with known figures. Texts from the product end with `outside`. */

const plan = (outside: string): TreeNode => ({
  label: `Limit${outside}`,
  ms: 212,
  selfMs: 0.1,
  children: [
    {
      label: 'Sort',
      ms: 211.9,
      selfMs: 3.4,
      detail: `by rank desc${outside}; 20 rows, 20 expected`,
      children: [
        {
          label: 'Hash Join',
          ms: 208.5,
          selfMs: 6.5,
          detail: '2,310 rows, 12 expected',
          children: [
            {
              label: 'Nested Loop',
              ms: 190,
              selfMs: 2,
              children: [
                {
                  label: `Seq Scan on documents${outside}`,
                  ms: 186,
                  selfMs: 186,
                  detail: '2,310 rows, 12 expected; 115,481 rows removed by the filter category = $2',
                  costly: true,
                  children: [],
                },
                { label: 'Index Scan on relations', ms: 2, selfMs: 2, children: [] },
              ],
            },
            {
              label: 'Hash',
              ms: 12,
              selfMs: 1,
              children: [{ label: 'Seq Scan on categories', ms: 11, children: [] }],
            },
          ],
        },
      ],
    },
  ],
});

const trace = (outside: string): TreeNode => ({
  label: `search${outside}`,
  ms: 148,
  children: [
    { label: 'dispatch', ms: 6, children: [] },
    {
      label: 'content node 0',
      ms: 142,
      selfMs: 4,
      children: [
        { label: 'setup', ms: 8, children: [] },
        {
          label: 'matching',
          ms: 112,
          selfMs: 12,
          children: [
            {
              label: `weakAnd${outside}`,
              ms: 100,
              selfMs: 100,
              costly: true,
              detail: 'estimate 90,112 hits',
              children: [],
            },
          ],
        },
        { label: 'fetching summaries', ms: 18, children: [] },
      ],
    },
  ],
});

export function knownSlowQueries(outside = ''): SlowQuery[] {
  return [
    {
      stepId: `0af7651916cd43dd8448eb211c80319c${outside}`,
      journey: `search and refine${outside}`,
      step: `choose a facet${outside}`,
      user: 17,
      url: `http://127.0.0.1:4310/api/search?q=plant%20that%20climbs&category=noun.plant${outside}`,
      query: { text: `plant that climbs${outside}`, kind: `definition${outside}` },
      seenMs: 1240,
      steps: 3,
      layersMs: {
        beforeRequest: 20,
        network: 40,
        app: 30,
        cache: 2,
        database: 860,
        engine: 188,
        afterAnswer: 60,
        paint: 40,
        ...(outside !== '' && { [outside]: 3 }),
      },
      aloneMs: 388,
      statements: [
        {
          text: `select d.id, d.title\nfrom documents d join categories c on c.id = d.category\nwhere c.name = $2 and d.body like $1${outside}\norder by rank desc limit 20`,
          values: [`%climbs%${outside}`, 'noun.plant'],
          calls: 1,
          durationMs: 212,
          plan: plan(outside),
          finding: `Reads all 117,791 rows of documents to find 2,310${outside}`,
        },
        { text: `select 1 from relations where from_id = $1${outside}`, calls: 20 },
      ],
      engine: [
        {
          url: `http://127.0.0.1:8080/search/?yql=select%20*%20from%20documents${outside}`,
          durationMs: 188,
          aloneMs: 150,
          queryMs: 128,
          summaryMs: 20,
          hits: 90_112,
          coverage: 0.64,
          degraded: [`timeout${outside}`],
          errors: [`Timed out${outside}`],
          trace: trace(outside),
          finding: `Matching takes 112 of 148 ms${outside}`,
        },
      ],
      cpu: [{ function: `highlight${outside}`, where: `server/snippets.ts:41${outside}`, selfMs: 12.4 }],
      traces: {
        playwright: `traces/search-and-refine-choose-a-facet.zip${outside}`,
        chromium: `traces/search-and-refine-choose-a-facet.json${outside}`,
      },
      missing: [`The cache could not be queried: set FOOTFALL_REDIS_URL${outside}`],
    },
    {
      stepId: '1bf7651916cd43dd8448eb211c80319c',
      journey: 'look up',
      step: 'type a word',
      user: 3,
      url: 'http://127.0.0.1:4310/api/suggest?q=cli',
      seenMs: 420,
      steps: 1,
      layersMs: { beforeRequest: 80, request: 310, afterAnswer: 20, paint: 10 },
      statements: [],
      engine: [],
      missing: ['The request was refused: status 429'],
    },
  ];
}
