import { z } from 'zod';

const path = z.string().min(1);

/** Where the product's parts can be asked about themselves. Addresses may contain passwords; they are never written down. */
const SourcesConfig = z
  .strictObject({
    databaseUrl: z.string(),
    databaseLog: path,
    vespaUrl: z.string(),
    redisUrl: z.string(),
    metricsUrls: z.array(z.string()),
    logs: z.array(path),
    profileUrl: z.string(),
    /** A JSON file with any of these that the product writes when it is up; it counts if its `url` is that of the target. */
    file: path,
  })
  .partial();

const TargetConfig = z
  .strictObject({
    /** Where users reach the product. */
    url: z.string(),
    /** A shell command that starts the product and keeps running. It finds `PORT`, and `FOOTFALL_COPY` when two copies are started. */
    command: z.string().min(1),
    /** How long it may take until the product answers. */
    startTimeoutMs: z.number().positive(),
    /** A selector of something that only the loaded home page shows. */
    home: z.string().min(1),
    health: z.strictObject({
      /** The page that is asked whether the product is up. */
      path: z.string().min(1),
      /** Numbers that it tells: name → where in its JSON, such as `index.documents`. */
      facts: z.record(z.string(), z.string().min(1)).optional(),
    }),
    /** Hosts that may be put under load although they are not this machine. */
    allowHosts: z.array(z.string()),
    /** The page that tells, by trace id, what a request asked of the product's tiers. */
    queriesPath: z.string().min(1),
    sources: SourcesConfig,
  })
  .partial();

/** What `footfallConfig()` takes. Everything can be left out, and flags, environment and `.env` win over it. */
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
    /** The journey that leads over the pages that Lighthouse audits: its steps `results` and `document`. */
    auditedJourney: z.string(),
    diagnosis: z.boolean(),
    traces: z.boolean(),
  })
  .partial();
export type ProjectConfig = z.infer<typeof ProjectConfig>;
