import type { LayerGroup } from '../src/sample/layer-groups.ts';

/** A defect, by its name in TARGET_FAULTS, and the diagnosis that Footfall must report. */
export interface KnownDefect {
  fault: string;
  layer: LayerGroup;
  /** The `id` of the advice. */
  cause: string;
}

/** All defects of the reference target, as described in docs/defects.md. */
export const knownDefects: readonly KnownDefect[] = [
  { fault: 'no-cache', layer: 'cache', cause: 'cache.off' },
  { fault: 'tiny-cache', layer: 'cache', cause: 'cache.too-small' },
  { fault: 'dropped-index', layer: 'database', cause: 'database.missing-index' },
  { fault: 'pattern-search', layer: 'database', cause: 'database.pattern-search' },
  { fault: 'n-plus-one', layer: 'database', cause: 'database.n-plus-one' },
  { fault: 'small-pool', layer: 'database', cause: 'database.pool-too-small' },
  { fault: 'slow-ranking', layer: 'engine', cause: 'engine.ranking' },
  { fault: 'slow-summaries', layer: 'engine', cause: 'engine.summary-fetch' },
  { fault: 'one-thread', layer: 'engine', cause: 'engine.too-few-threads' },
  { fault: 'partial-answers', layer: 'engine', cause: 'engine.partial-answers' },
  { fault: 'slow-class', layer: 'engine', cause: 'engine.slow-class' },
  { fault: 'blocked-loop', layer: 'app', cause: 'app.blocked-event-loop' },
  { fault: 'server-leak', layer: 'app', cause: 'app.leak' },
  { fault: 'slow-together', layer: 'app', cause: 'app.slow-together' },
  { fault: 'no-compression', layer: 'network', cause: 'network.no-compression' },
  { fault: 'blocking-script', layer: 'browser', cause: 'browser.render-blocking' },
  { fault: 'layout-shift', layer: 'browser', cause: 'browser.layout-shift' },
  { fault: 'page-leak', layer: 'browser', cause: 'browser.leak' },
];
