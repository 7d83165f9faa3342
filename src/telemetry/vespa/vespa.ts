import { askText } from '../http-text.ts';
import { plainAddress } from '../plain-address.ts';
import { reasonOf } from '../reason.ts';
import { joined, type Shortfall } from '../shortfall.ts';
import { type Source, Unreachable } from '../source.ts';
import { parseVespaMetrics, type VespaMetrics } from './vespa-metrics.ts';
import { countDocuments, unwell } from './vespa-state.ts';
import { tellsOfContent, vespaValues } from './vespa-values.ts';

/** Vespa's figures cover the minute before the reading, so reading more often gives nothing new. */
const EVERY_MS = 10_000;

/** The container's own figures, and those of all nodes. For figures in both, the latter count. */
const PAGES = ['/state/v1/metrics', '/metrics/v2/values?consumer=vespa'];

/** Vespa, or an engine with the same API, by the address of its container. */
export function vespaSource(url: string): Source {
  const pages: string[] = [];
  let counted: { documents?: number } = {};

  return {
    name: 'vespa',
    async start(signal) {
      const problems: string[] = [];
      const answers: VespaMetrics[] = [];
      for (const path of PAGES) {
        try {
          answers.push(await readPage(url, path, signal));
          pages.push(path);
        } catch (error) {
          problems.push(`${plainAddress(new URL(path, url).href)}: ${reasonOf(error)}`);
        }
      }
      if (answers.length === 0) throw new Unreachable(problems.join('; '));
      const values: Record<string, number> = Object.assign({}, ...answers.map(vespaValues));
      if (values.documents === undefined) counted = await countDocuments(url, signal);
      return joined([
        ...(await unwell(url, signal)),
        ...(answers.some(tellsOfContent) ? [] : [withoutContent(problems)]),
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

function withoutContent(problems: string[]): Shortfall {
  return {
    message: [
      'there are no figures on matching and ranking, which the content nodes count',
      ...problems,
    ].join('; '),
    grant: 'let the container serve /metrics/v2/values',
  };
}

async function readPage(url: string, path: string, signal: AbortSignal): Promise<VespaMetrics> {
  const { status, text } = await askText(new URL(path, url).href, signal);
  if (status !== 200) throw new Error(`answered with status ${status}`);
  const answer = parseVespaMetrics(text);
  if (answer.metrics.length === 0) throw new Error("the response is not in the format of Vespa's metrics");
  return answer;
}
