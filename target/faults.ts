/** A way to make the product worse on purpose. */
interface Defect {
  /** The tier that has the defect, and in which it must be found. */
  tier: 'app' | 'cache' | 'database' | 'engine' | 'network' | 'browser';
  does: string;
  /** Unit of its value, which is a whole number; a defect without a unit is on or off. */
  unit?: string;
  /** The default value; a defect without a default needs a value. */
  usual?: number;
  most?: number;
}

/** All faults, by their names in TARGET_FAULTS. docs/defects.md describes how each occurs in real products. */
export const FAULTS = {
  'answer-delay': { tier: 'app', unit: 'milliseconds', does: 'delays every API response' },
  'search-delay': { tier: 'app', unit: 'milliseconds', does: 'delays every search' },
  'refine-delay': {
    tier: 'app',
    unit: 'milliseconds',
    // The request that choosing a facet sends, and no other.
    does: 'delays searches with words and a filter, first page only',
  },
  'next-page-delay': {
    tier: 'app',
    unit: 'milliseconds',
    does: 'delays every page of a search after the first',
  },
  'suggestions-delay': { tier: 'app', unit: 'milliseconds', does: 'delays suggestions' },
  'document-delay': { tier: 'app', unit: 'milliseconds', does: 'delays documents' },

  'no-cache': { tier: 'cache', does: 'responses are never cached' },
  'tiny-cache': {
    tier: 'cache',
    unit: 'entries',
    usual: 5,
    does: 'the cache holds only this many responses',
  },

  'dropped-index': {
    tier: 'database',
    does: 'the relations table has no primary key: every document request reads all of it',
  },
  'pattern-search': {
    tier: 'database',
    does: 'suggestions are searched with a pattern that no index supports',
  },
  'n-plus-one': { tier: 'database', does: 'related documents are read one by one' },
  'small-pool': {
    tier: 'database',
    unit: 'connections',
    usual: 1,
    does: 'the server has only this many database connections',
  },

  'slow-ranking': {
    tier: 'engine',
    unit: 'microseconds',
    usual: 30,
    does: 'ranking takes this much longer per matching document, at most 2 s per query',
  },
  'slow-summaries': {
    tier: 'engine',
    unit: 'milliseconds',
    usual: 12,
    does: 'the summary of each hit takes this much longer',
  },
  'one-thread': {
    tier: 'engine',
    unit: 'milliseconds',
    usual: 100,
    does: 'queries are matched one at a time, and each holds the thread this much longer',
  },
  'partial-answers': {
    tier: 'engine',
    unit: 'percent',
    usual: 40,
    most: 99,
    does: 'a search by words with more than 20 matches stops after this share of the documents',
  },
  'slow-class': {
    tier: 'engine',
    unit: 'milliseconds',
    usual: 400,
    does: 'queries of several words take this much longer',
  },

  'blocked-loop': {
    tier: 'app',
    unit: 'milliseconds',
    usual: 60,
    does: 'each search blocks the event loop of the server for this long',
  },
  'server-leak': {
    tier: 'app',
    unit: 'KiB',
    usual: 1024,
    does: 'the server leaks this much memory per API request',
  },
  'slow-together': {
    tier: 'app',
    unit: 'milliseconds',
    usual: 120,
    does: 'a search waits this long for each concurrent search, up to five; alone it is fast',
  },

  'no-compression': { tier: 'network', does: 'nothing sent to the browser is compressed' },

  'blocking-script': {
    tier: 'browser',
    unit: 'milliseconds',
    usual: 400,
    does: 'a script in the head blocks rendering until its response arrives, after this long',
  },
  'layout-shift': {
    tier: 'browser',
    does: 'a notice appears above the visible content and pushes it down',
  },
  'page-leak': {
    tier: 'browser',
    unit: 'KiB',
    usual: 2048,
    does: 'the page leaks this much memory for each result list and document it shows',
  },
} as const satisfies Record<string, Defect>;

export type Fault = keyof typeof FAULTS;

/** The active faults with their values (1 for a fault that is on or off); faults that are not listed are off. */
export type Faults = Partial<Record<Fault, number>>;

/** Total delay of a response that several of the faults may affect. */
export function delayMsOf(faults: Faults, concerning: Fault[]): number {
  return concerning.reduce((sum, fault) => sum + (faults[fault] ?? 0), 0);
}

/** Reads `name,name=value`, the form of TARGET_FAULTS. */
export function parseFaults(text: string): Faults {
  const faults: Faults = {};
  for (const part of text.split(',').filter((part) => part.trim() !== '')) {
    const [name = '', ...value] = part.split('=').map((word) => word.trim());
    if (!isFault(name)) {
      throw new Error(
        `TARGET_FAULTS: unknown fault "${name}"; known faults: ${Object.keys(FAULTS).join(', ')}`,
      );
    }
    faults[name] = valueOf(name, value.length > 0 ? value.join('=') : undefined);
  }
  return faults;
}

function valueOf(name: Fault, text: string | undefined): number {
  const { unit, usual, most }: Defect = FAULTS[name];
  if (unit === undefined) {
    if (text === undefined) return 1;
    throw new Error(
      `TARGET_FAULTS: ${name} takes no value; its name alone turns it on (got ${name}=${text})`,
    );
  }
  if (text === undefined && usual !== undefined) return usual;
  const value = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN;
  // A delay may be 0, which means no delay; for every other fault, 0 would mean something else or nothing.
  const least = usual === undefined ? 0 : 1;
  if (value >= least && value <= (most ?? Number.MAX_SAFE_INTEGER)) return value;
  const range = least === 0 ? '' : ` from ${least}${most === undefined ? '' : ` to ${most}`}`;
  throw new Error(
    `TARGET_FAULTS: ${name} needs a whole number of ${unit}${range}, such as ${name}=${usual ?? 3500}`,
  );
}

function isFault(name: string): name is Fault {
  return Object.hasOwn(FAULTS, name);
}
