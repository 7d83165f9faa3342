import { askText } from '../http-text.ts';
import { plainAddress } from '../plain-address.ts';
import { reasonOf } from '../reason.ts';
import { joined, type Shortfall } from '../shortfall.ts';
import { type Source, Unreachable } from '../source.ts';
import { parseVespaMetrics, type VespaMetrics } from './vespa-metrics.ts';
import { countDocuments, unwell } from './vespa-state.ts';
import { tellsOfContent, vespaValues } from './vespa-values.ts';

/** Vespa's figures cover the minute before they are read, so that asking more often tells nothing new. */
const EVERY_MS = 10_000;

/** The container's own figures, and those of all nodes. What both tell is taken from the latter. */
const PAGES = ['/state/v1/metrics', '/metrics/v2/values?consumer=vespa'];

/** Vespa, or what speaks its API, by the address of its container. */
export function vespaSource(url: string): Source {
  const pages: string[] = [];
  let counted: { documents?: number } = {};

  return {
    name: 'vespa',
    async start(signal) {
      const troubles: string[] = [];
      const answers: VespaMetrics[] = [];
      for (const path of PAGES) {
        try {
          answers.push(await readPage(url, path, signal));
          pages.push(path);
        } catch (error) {
          troubles.push(`${plainAddress(new URL(path, url).href)}: ${reasonOf(error)}`);
        }
      }
      if (answers.length === 0) throw new Unreachable(troubles.join('; '));
      const values: Record<string, number> = Object.assign({}, ...answers.map(vespaValues));
      if (values.documents === undefined) counted = await countDocuments(url, signal);
      return joined([
        ...(await unwell(url, signal)),
        ...(answers.some(tellsOfContent) ? [] : [withoutContent(troubles)]),
      ]);
    },
    reading: {
      everyMs: EVERY_MS,
      atSteadyEnd: true,
      async read(signal) {
        const answers = await Promise.all(pages.map((path) => readPage(url, path, signal)));
        return Object.assign({}, counted, ...answers.map(vespaValues)) as Record<string, number>;
      },
    },
    async stop() {},
  };
}

function withoutContent(troubles: string[]): Shortfall {
  return {
    message: ['nothing is told of matching and ranking, which the content nodes count', ...troubles].join(
      '; ',
    ),
    grant: 'let the container answer /metrics/v2/values',
  };
}

async function readPage(url: string, path: string, signal: AbortSignal): Promise<VespaMetrics> {
  const { status, text } = await askText(new URL(path, url).href, signal);
  if (status !== 200) throw new Error(`answered with status ${status}`);
  const answer = parseVespaMetrics(text);
  if (answer.metrics.length === 0) throw new Error("does not answer in the shape of Vespa's metrics");
  return answer;
}
