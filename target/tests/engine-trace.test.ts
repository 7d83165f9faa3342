import { expect, test } from '@playwright/test';
import type { FastifyInstance } from 'fastify';
import { engineApp } from '../engine/engine-app.ts';
import { ask, contentNodeOf, PROFILE, profilesOf, taggedIn, temporaryIndex } from './engine-search.ts';

let engine: ReturnType<typeof temporaryIndex>;
let app: FastifyInstance;

test.beforeAll(() => {
  engine = temporaryIndex(3000);
  app = engineApp(engine.index);
});

test.afterAll(async () => {
  await app.close();
  engine.remove();
});

const eventsOf = (traces: any[]): string[] => traces.flatMap(({ event }) => event ?? []);
const totalOf = async (parameters: Record<string, string>): Promise<number> =>
  (await ask(app, { ...parameters, hits: '0' })).root.fields.totalCount;

test('a profiled query returns a trace in Vespa’s format', async () => {
  const body = await ask(app, { ...PROFILE, query: 'time', hits: '5' });
  const node = contentNodeOf(body);
  expect(node).toMatchObject({ 'distribution-key': 0, 'document-type': 'synset' });
  expect(node.start_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/);
  expect(node.traces.map(({ tag }: { tag: string }) => tag)).toEqual([
    'query_start',
    'query_setup',
    'query_execution_plan',
    'query_execution',
    'query_reply',
  ]);
  const setup = taggedIn(node.traces, 'query_setup').traces;
  expect(eventsOf(setup)).toContain('Perform dictionary lookups and posting lists initialization');
  const [thread, ...others] = taggedIn(node.traces, 'query_execution').threads;
  expect(others).toEqual([]);
  expect(eventsOf(thread.traces)).toEqual([
    'Start MatchThread::run',
    'Start match and first phase rank',
    'Create result set',
    'MatchThread::run Done',
  ]);
  const total = body.root.fields.totalCount;
  expect(eventsOf([taggedIn(node.traces, 'query_reply')])).toEqual([`returning 5 hits from total ${total}`]);
  const events = [...setup, ...thread.traces].flatMap(({ event, timestamp_ms }) =>
    event ? [timestamp_ms] : [],
  );
  expect(events).toEqual([...events].sort((a, b) => a - b));
  expect(events[0]).toBe(0);
  expect(events.at(-1)).toBe(node.duration_ms);
});

test('the trace says that the times are not Vespa’s', async () => {
  const { trace } = await ask(app, { 'trace.level': '1', query: 'time' });
  expect(trace.children[0].message).toContain('nothing about Vespa’s speed');
});

test('the profiles account for the time of the query', async () => {
  const body = await ask(app, { ...PROFILE, query: 'person' });
  const total = body.root.fields.totalCount;
  const { match, firstPhase } = profilesOf(body);
  for (const profiler of [match, firstPhase]) {
    expect(profiler).toMatchObject({ profiler: 'tree', depth: 100 });
    expect(profiler.roots).toHaveLength(1);
    const [root] = profiler.roots;
    expect(root.count).toBe(total);
    expect(root.children).toBeUndefined();
    expect(root.self_time_ms).toBe(root.total_time_ms);
    expect(profiler.total_time_ms).toBe(root.total_time_ms);
    expect(root.total_time_ms).toBeGreaterThan(0);
  }
  expect(match.roots[0].name).toBe('[1]Search::findMatches');
  const { duration_ms: durationMs } = contentNodeOf(body);
  // Everything except the set-up.
  expect(match.total_time_ms + firstPhase.total_time_ms).toBeLessThanOrEqual(durationMs + 0.001);
  expect(match.total_time_ms + firstPhase.total_time_ms).toBeGreaterThan(durationMs / 2);
  // Vespa rounds to milliseconds.
  expect(Math.abs(body.timing.querytime * 1000 - durationMs)).toBeLessThanOrEqual(0.51);
  expect(body.timing.searchtime).toBeCloseTo(body.timing.querytime + body.timing.summaryfetchtime, 2);
});

test('unranked queries have no first phase', async () => {
  for (const parameters of [
    { query: 'person', yql: 'select * from synset where userQuery() order by title asc' },
    { yql: 'select * from synset where category contains "noun.animal"' },
    { query: 'person', hits: '0' },
    { query: 'person', ranking: 'unranked' },
  ]) {
    const { match, firstPhase } = profilesOf(await ask(app, { ...PROFILE, ...parameters }));
    expect(match.roots).toHaveLength(1);
    expect(firstPhase).toMatchObject({ total_time_ms: 0, roots: [] });
  }
});

test('the plan’s estimates are the document counts of each word and value', async () => {
  const yql = 'select * from synset where userQuery() and partOfSpeech contains "noun"';
  const body = await ask(app, { ...PROFILE, yql, query: 'Time person' });
  const plan = taggedIn(contentNodeOf(body).traces, 'query_execution_plan').optimized;
  const counts = await Promise.all([
    totalOf({ query: 'time' }),
    totalOf({ query: 'person' }),
    totalOf({ yql: 'select * from synset where partOfSpeech contains "noun"' }),
  ]);
  const { '[type]': type, ...children } = plan.children;
  expect(type).toBe('std::vector');
  expect(Object.keys(children)).toEqual(['[0]', '[1]', '[2]']);
  expect(Object.values<any>(children).map(({ estimate }) => estimate.estHits)).toEqual(counts);
  expect(children['[0]']).toMatchObject({ field_name: 'default', query_term: 'time', isTermLike: true });
  expect(children['[2]']).toMatchObject({
    attribute: { name: 'partOfSpeech', fast_search: true },
    query_term: 'noun',
  });
  expect(plan['[type]']).toBe('footfall::engine::AndBlueprint');
  expect(plan.estimate).toMatchObject({ estHits: Math.min(...counts), empty: false, tree_size: 4 });
  expect(plan.docid_limit).toBe(3000);
  expect([plan.id, ...Object.values<any>(children).map(({ id }) => id)]).toEqual([1, 2, 3, 4]);
});

test('a plan with one part consists of that part', async () => {
  const planOf = async (parameters: Record<string, string>) =>
    taggedIn(contentNodeOf(await ask(app, { ...PROFILE, ...parameters })).traces, 'query_execution_plan')
      .optimized;
  const all = { yql: 'select * from synset where true' };
  expect((await planOf(all)).estimate).toMatchObject({ estHits: 3000, tree_size: 1 });
  expect((await planOf({ query: '???' })).estimate).toMatchObject({ estHits: 0, empty: true });
  const word = await planOf({ query: 'time' });
  expect(word).toMatchObject({ query_term: 'time', estimate: { estHits: await totalOf({ query: 'time' }) } });
  expect(word.children).toBeUndefined();
});

test('the trace contains only what was requested', async () => {
  const query = 'person';
  expect(
    (await ask(app, { query, 'trace.profileDepth': '100', 'trace.explainLevel': '1' })).trace,
  ).toBeUndefined();

  const messagesOf = (body: any): any[] => body.trace.children[1].children[0].children;
  const plain = messagesOf(await ask(app, { query, 'trace.level': '1', 'trace.profileDepth': '100' }));
  expect(plain.map(({ message }) => typeof message)).toEqual(['string', 'string', 'string', 'string']);
  expect(plain[0].message).toContain('search to dispatch: query=[person]');
  expect(plain.every((entry) => !('timestamp' in entry))).toBe(true);

  const stamped = messagesOf(await ask(app, { query, 'trace.level': '1', 'trace.timestamps': 'true' }));
  const stamps = stamped.map(({ timestamp }) => timestamp);
  expect(stamps.every(Number.isInteger)).toBe(true);
  expect(stamps).toEqual([...stamps].sort((a, b) => a - b));

  const explained = await ask(app, { query, 'trace.level': '1', 'trace.explainLevel': '1' });
  expect(profilesOf(explained)).toEqual({ match: undefined, firstPhase: undefined });
  expect(contentNodeOf(explained).duration_ms).toBeGreaterThan(0);
});

test('without hits, no summary time is reported', async () => {
  const { timing, trace } = await ask(app, { ...PROFILE, query: 'xyzzy' });
  expect(Object.keys(timing)).toEqual(['searchtime']);
  expect(JSON.stringify(trace)).not.toContain('fill to dispatch');
});

test('a depth that is not a number is rejected', async () => {
  const answer = await app.inject('/search/?yql=select * from synset where true&trace.profileDepth=deep');
  expect(answer.statusCode).toBe(400);
  expect(answer.json().root.errors[0]).toMatchObject({
    code: 4,
    message: expect.stringContaining('trace.profileDepth must be a whole number'),
  });
});
