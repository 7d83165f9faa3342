/** What to set to make a source available, by its name in the record. */
export const grants = {
  postgresql: 'FOOTFALL_DATABASE_URL=postgresql://<user>:<password>@<host>:5432/<database>',
  vespa: "FOOTFALL_VESPA_URL=<address of Vespa's container, such as http://localhost:8080>",
  redis: 'FOOTFALL_REDIS_URL=redis://<user>:<password>@<host>:6379',
  metrics: 'FOOTFALL_METRICS_URL=<address of a page in Prometheus text format>',
  logs: 'FOOTFALL_LOGS=<files that this user can read, separated by commas>',
};
