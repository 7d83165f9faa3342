/** Sources of diagnosis data. Addresses may contain passwords and are never stored. */
export interface SourceSettings {
  databaseUrl?: string;
  /** PostgreSQL's log, for the plans that `auto_explain` writes there. */
  databaseLog?: string;
  /** Vespa's container, or a server with its API. */
  vespaUrl?: string;
  redisUrl?: string;
  /** Pages in Prometheus' text format. */
  metricsUrls: string[];
  logs: string[];
  /** The log of the product's output, if Footfall started it; read unless `logs` is set. */
  output?: string;
  /** Inspector of the product's server, if that runs on Node.js. */
  profileUrl?: string;
  /** The page that reports, by trace id, which queries a request sent to the tiers. */
  queriesPath?: string;
  /** A JSON file with sources, written by the running product. */
  file?: string;
}
