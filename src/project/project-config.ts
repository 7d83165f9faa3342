import { z } from 'zod';

const path = z.string().min(1);

/** Sources of diagnosis data in the product's tiers. Addresses may contain passwords and are never stored. */
const SourcesConfig = z
  .strictObject({
    databaseUrl: z.string(),
    databaseLog: path,
    vespaUrl: z.string(),
    redisUrl: z.string(),
    metricsUrls: z.array(z.string()),
    logs: z.array(path),
    profileUrl: z.string(),
    /** A JSON file with any of these, written by the product once it is up; ignored unless its `url` is the target's. */
    file: path,
  })
  .partial();

const TargetConfig = z
  .strictObject({
    /** The address of the product. */
    url: z.string(),
    /** A shell command that starts the product and keeps running. It gets `PORT`, and `FOOTFALL_COPY` if two copies are started. */
    command: z.string().min(1),
    /** How long the command may take until the product responds. */
    startTimeoutMs: z.number().positive(),
    /** A selector that matches only once the home page has loaded. */
    home: z.string().min(1),
    health: z.strictObject({
      /** The page that is requested to check whether the product is up. */
      path: z.string().min(1),
      /** Numbers that it reports: name → path in its JSON, such as `index.documents`. */
      facts: z.record(z.string(), z.string().min(1)).optional(),
    }),
    /** Hosts other than this machine that may be put under load. */
    allowHosts: z.array(z.string()),
    /** The page that reports, by trace id, which queries a request sent to the product's tiers. */
    queriesPath: z.string().min(1),
    sources: SourcesConfig,
  })
  .partial();

/** The argument of `footfallConfig()`. Everything is optional; flags, the environment and `.env` take precedence. */
export const ProjectConfig = z
  .strictObject({
    target: TargetConfig,
    workload: z.string(),
    users: z.number(),
    usersPerWorker: z.number(),
    durationSeconds: z.number(),
    seed: z.number(),
    browser: path,
    reports: path,
    history: path,
    baseline: z.string(),
    audits: z.boolean(),
    /** Whether each step is filmed when the users have left. */
    film: z.boolean(),
    /** Whether a run ends early if no step is answered any more. */
    stopWhenDown: z.boolean(),
    record: z
      .strictObject({
        /** Query parameters whose values may be recorded. */
        parameters: z.array(z.string()),
      })
      .partial(),
    /** The journey to the pages that Lighthouse audits, in its steps `results` and `document`. */
    auditedJourney: z.string(),
    diagnosis: z.boolean(),
    traces: z.boolean(),
  })
  .partial();
export type ProjectConfig = z.infer<typeof ProjectConfig>;
