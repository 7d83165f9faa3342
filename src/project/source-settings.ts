/** Where the product can be asked about itself. Addresses may contain passwords; they are never written down. */
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
  /** What the product prints, if Footfall started it: read unless logs are set. */
  output?: string;
  /** Inspector of the product's server, if that runs on Node.js. */
  profileUrl?: string;
  /** The page that reports, by trace id, what a request asked of the tiers. */
  queriesPath?: string;
  /** A JSON file with sources that the running product has written. */
  file?: string;
}
