/** Sources of telemetry and tiers of the product, by the names under which they are read. */
const words: Record<string, string> = {
  host: 'this machine',
  postgresql: 'PostgreSQL',
  vespa: 'Vespa',
  redis: 'Redis',
  metrics: 'the product’s metrics',
  logs: 'the product’s logs',
  app: 'app server',
  web: 'web server',
  cache: 'cache',
  database: 'database',
  engine: 'search engine',
};

/** A source may be called anything, also `constructor`. */
export const sourceWord = (source: string): string =>
  Object.hasOwn(words, source) ? (words[source] as string) : source;
