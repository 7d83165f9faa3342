import pLimit from 'p-limit';
import { askText } from '../http-text.ts';
import { plainAddress } from '../plain-address.ts';
import { reasonOf } from '../reason.ts';
import { joined, type Shortfall } from '../shortfall.ts';
import { type Source, Unreachable } from '../source.ts';
import { isEmpty, type KnownMetrics, knownMetrics, type PageInterval, together } from './known-metrics.ts';
import { type ProcessTurns, processTurns } from './process-turns.ts';
import { type MetricSample, parsePrometheus } from './prometheus-text.ts';

const EVERY_MS = 1000;
const AT_ONCE = 4;

/**
 * The product's own metrics pages in Prometheus' text format, as one source: several processes are combined.
 */
export function prometheusSource(urls: string[]): Source {
  const atOnce = pLimit(AT_ONCE);
  let before = new Map<string, KnownMetrics>();
  const turns = new Map<string, ProcessTurns>(urls.map((url) => [url, processTurns()]));

  return {
    name: 'metrics',
    async start(signal) {
      const problems: string[] = [];
      for (const url of urls) {
        try {
          before.set(url, await readPage(url, signal));
        } catch (error) {
          problems.push(`${plainAddress(url)}: ${reasonOf(error)}`);
        }
      }
      if (before.size === 0) throw new Unreachable(problems.join('; '));
      for (const [url, known] of before) {
        if (isEmpty(known)) problems.push(`${plainAddress(url)}: Footfall knows none of its metrics`);
      }
      return joined(problems.map((message) => ({ message })));
    },
    reading: {
      everyMs: EVERY_MS,
      async read(signal) {
        // If one page does not answer, the reading is skipped: a sum without it would look like a drop.
        const pages = await Promise.all(
          [...before].map(([url, page]) =>
            atOnce(async () => ({ url, before: page, after: await readPage(url, signal) })),
          ),
        );
        before = new Map(pages.map(({ url, after }) => [url, after]));
        for (const { url, ...interval } of pages) turns.get(url)?.see(interval);
        const areMixed = pages.some(({ url }) => turns.get(url)?.areSeveral());
        return together(areMixed ? pages.map(withoutCounters) : pages);
      },
    },
    steadyState: {
      async begin() {},
      async end() {
        const shortfall = joined(
          [...turns].flatMap(([url, { areSeveral }]) => (areSeveral() ? inTurn(url) : [])),
        );
        return { samples: [], ...(shortfall && { shortfall }) };
      },
    },
    async stop() {},
  };
}

function withoutCounters({ before, after }: PageInterval): PageInterval {
  return { before, after: { ...after, counters: new Map() } };
}

function inTurn(url: string): Shortfall {
  return {
    message: `${plainAddress(url)}: several processes answer in turn, so their counters cannot be read`,
    grant: 'list the address of each process in FOOTFALL_METRICS_URL',
  };
}

async function readPage(url: string, signal: AbortSignal): Promise<KnownMetrics> {
  return knownMetrics(await samplesOf(url, signal));
}

/** Many products answer every URL with their home page, which is not a metrics page. */
async function samplesOf(url: string, signal: AbortSignal): Promise<MetricSample[]> {
  const { status, contentType, text } = await askText(url, signal);
  if (status !== 200) throw new Error(`answered with status ${status}`);
  const samples = /\bhtml\b/i.test(contentType) ? [] : parsePrometheus(text);
  if (samples.length === 0) throw new Error('the response is not in Prometheus text format');
  return samples;
}
