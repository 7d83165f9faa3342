/** Readable names of telemetry sources and product tiers. */
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

/** A source can have any name, including `constructor`. */
export const sourceWord = (source: string): string =>
  Object.hasOwn(words, source) ? (words[source] as string) : source;
