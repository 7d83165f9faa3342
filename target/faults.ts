/** A way to make the product worse on purpose. */
interface Defect {
  /** Where it sits, and where it has to be found. */
  tier: 'app' | 'cache' | 'database' | 'engine' | 'network' | 'browser';
  does: string;
  /** Of its value, which is a whole number; without one the defect is on or off. */
  unit?: string;
  /** The value when none is given; without one it has to be given. */
  usual?: number;
  most?: number;
}

/** All of them, by their names in TARGET_FAULTS. docs/defects.md says what each is like in real products. */
export const FAULTS = {
  'answer-delay': { tier: 'app', unit: 'milliseconds', does: 'every answer of the API is held back' },
  'search-delay': { tier: 'app', unit: 'milliseconds', does: 'every search is held back' },
  'refine-delay': {
    tier: 'app',
    unit: 'milliseconds',
    // What taking a facet asks for, and nothing else.
    does: 'a search by words and a filter is held back, its first page only',
  },
  'next-page-delay': {
    tier: 'app',
    unit: 'milliseconds',
    does: 'the pages of a search after the first are held back',
  },
  'suggestions-delay': { tier: 'app', unit: 'milliseconds', does: 'suggestions are held back' },
  'document-delay': { tier: 'app', unit: 'milliseconds', does: 'documents are held back' },

  'no-cache': { tier: 'cache', does: 'answers are never kept' },
  'tiny-cache': { tier: 'cache', unit: 'entries', usual: 5, does: 'the cache holds only so many answers' },

  'dropped-index': {
    tier: 'database',
    does: 'the primary key of the relations is missing: a document reads all of them',
  },
  'pattern-search': {
    tier: 'database',
    does: 'suggestions are found by a pattern that no index serves',
  },
  'n-plus-one': { tier: 'database', does: 'related documents are read one by one' },
  'small-pool': {
    tier: 'database',
    unit: 'connections',
    usual: 1,
    does: 'the server has only so many connections to the database',
  },

  'slow-ranking': {
    tier: 'engine',
    unit: 'microseconds',
    usual: 30,
    does: 'ranking a matching document takes so much longer, 2 s a query at most',
  },
  'slow-summaries': {
    tier: 'engine',
    unit: 'milliseconds',
    usual: 12,
    does: 'the summary of each hit takes so much longer',
  },
  'one-thread': {
    tier: 'engine',
    unit: 'milliseconds',
    usual: 100,
    does: 'one query is matched at a time, and each keeps its turn for so long',
  },
  'partial-answers': {
    tier: 'engine',
    unit: 'percent',
    usual: 40,
    most: 99,
    does: 'a search by words with more than 20 matches gives up after that share of the documents',
  },
  'slow-class': {
    tier: 'engine',
    unit: 'milliseconds',
    usual: 400,
    does: 'queries of several words take so much longer',
  },

  'blocked-loop': {
    tier: 'app',
    unit: 'milliseconds',
    usual: 60,
    does: 'each search makes the server work so long without letting anything else have its turn',
  },
  'server-leak': {
    tier: 'app',
    unit: 'KiB',
    usual: 1024,
    does: 'so much memory of the server is never given back after each request to the API',
  },
  'slow-together': {
    tier: 'app',
    unit: 'milliseconds',
    usual: 120,
    does: 'a search waits so long for each other search under way, five at most; alone it is fast',
  },

  'no-compression': { tier: 'network', does: 'nothing is compressed on its way to the browser' },

  'blocking-script': {
    tier: 'browser',
    unit: 'milliseconds',
    usual: 400,
    does: 'a script in the head, answered so late, keeps the page from being drawn',
  },
  'layout-shift': {
    tier: 'browser',
    does: 'a notice appears above what is shown already, and pushes it down',
  },
  'page-leak': {
    tier: 'browser',
    unit: 'KiB',
    usual: 2048,
    does: 'the page keeps so much memory for each result list and document that it has shown',
  },
} as const satisfies Record<string, Defect>;

export type Fault = keyof typeof FAULTS;

/** What is wrong, and by how much (1 for what is on or off); what is not named is well. */
export type Faults = Partial<Record<Fault, number>>;

/** How long an answer that several of the faults may concern is held back. */
export function delayMsOf(faults: Faults, concerning: Fault[]): number {
  return concerning.reduce((sum, fault) => sum + (faults[fault] ?? 0), 0);
}

/** Reads `name,name=value`, the form of TARGET_FAULTS. */
export function parseFaults(text: string): Faults {
  const faults: Faults = {};
  for (const part of text.split(',').filter((part) => part.trim() !== '')) {
    const [name = '', ...value] = part.split('=').map((word) => word.trim());
    if (!isFault(name)) {
      throw new Error(`TARGET_FAULTS: "${name}" is not known; known are: ${Object.keys(FAULTS).join(', ')}`);
    }
    faults[name] = valueOf(name, value.length > 0 ? value.join('=') : undefined);
  }
  return faults;
}

function valueOf(name: Fault, text: string | undefined): number {
  const { unit, usual, most }: Defect = FAULTS[name];
  if (unit === undefined) {
    if (text === undefined) return 1;
    throw new Error(`TARGET_FAULTS: ${name} takes no value; it is on when it is named (got ${name}=${text})`);
  }
  if (text === undefined && usual !== undefined) return usual;
  const value = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN;
  // No delay is a delay of 0; of everything else 0 would be another thing, or nothing.
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
