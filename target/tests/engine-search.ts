import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { readDocuments } from '../data/wordnet.ts';
import { DocumentIndex } from '../engine/index/document-index.ts';

export const BY_WORDS = 'select * from synset where userQuery()';
export const FACETS =
  'all(all(group(partOfSpeech) each(output(count()))) all(group(category) max(50) each(output(count()))))';

/** The parameters that `vespa query --profile` sends. */
export const PROFILE = {
  'trace.level': '1',
  'trace.explainLevel': '1',
  'trace.profileDepth': '100',
  'trace.timestamps': 'true',
  'presentation.timing': 'true',
};

/** Creates an index of the first WordNet documents in its own folder. */
export function temporaryIndex(documents: number): { index: DocumentIndex; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-engine-'));
  const index = new DocumentIndex(join(folder, 'index.sqlite'));
  index.load(readDocuments(documents), () => {});
  return {
    index,
    remove: () => {
      index.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Searches by words, unless another `yql` is given, and expects status 200. */
export async function ask(app: FastifyInstance, parameters: Record<string, string>): Promise<any> {
  const answer = await app.inject({ url: '/search/', query: { yql: BY_WORDS, ...parameters } });
  if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}: ${answer.body}`);
  return answer.json();
}

/** The trace of the content node, at its place in Vespa's format. */
export const contentNodeOf = (body: any): any => body.trace.children[1].children[0].children[1].message[0];

/** A part of the content node's trace, by its tag. */
export const taggedIn = (traces: any[], tag: string): any => traces.find((entry) => entry.tag === tag);

/** The profiles of the only thread. */
export function profilesOf(body: any): { match: any; firstPhase: any } {
  const { traces } = taggedIn(contentNodeOf(body).traces, 'query_execution').threads[0];
  return {
    match: taggedIn(traces, 'match_profiling'),
    firstPhase: taggedIn(traces, 'first_phase_profiling'),
  };
}

/** The statistics of a metric of `/state/v1/metrics`, for one rank profile if the metric has any. */
export async function metricOf(
  app: FastifyInstance,
  name: string,
  rankProfile = 'default',
): Promise<Record<string, number>> {
  const { values } = (await app.inject('/state/v1/metrics')).json().metrics;
  return values.find(
    (metric: any) => metric.name === name && [undefined, rankProfile].includes(metric.dimensions.rankProfile),
  ).values;
}

export const RANK_PROFILE = 'content.proton.documentdb.matching.rank_profile';
