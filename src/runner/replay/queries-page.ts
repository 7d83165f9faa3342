import { z } from 'zod';
import { refuseForeignHost } from '../../project/foreign-host.ts';
import { ask } from './ask.ts';

/** The queries that a request sent to the tiers, as reported by the product's queries page. */
export interface AskedOfTiers {
  database: z.infer<typeof Statement>[];
  engine: z.infer<typeof EngineQuery>[];
  /** `hit` or `miss` by key. */
  cache: z.infer<typeof CacheLook>[];
}

const durationMs = z.number().nonnegative().optional().catch(undefined);
const Statement = z.object({
  text: z.string().min(1),
  values: z.array(z.unknown()).optional().catch(undefined),
  durationMs,
});
const EngineQuery = z.object({ url: z.string().min(1), durationMs });
const CacheLook = z.object({ key: z.string(), outcome: z.string() });

/** Entries that do not match the schema are skipped, the others are kept. */
function readable<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((entries) =>
      entries.flatMap((entry): z.infer<Schema>[] => {
        const found = schema.safeParse(entry);
        return found.success ? [found.data] : [];
      }),
    );
}

const QueriesPage = z
  .object({ database: z.unknown(), engine: z.unknown(), cache: z.unknown() })
  .partial()
  .refine((page) => Object.values(page).some((part) => part !== undefined))
  .transform(
    ({ database, engine, cache }): AskedOfTiers => ({
      database: readable(Statement).parse(database),
      engine: readable(EngineQuery).parse(engine),
      cache: readable(CacheLook).parse(cache),
    }),
  );

/**
 * Asks the product which queries the request with this trace id sent to its tiers.
 *
 * @param path of the product's queries page; the trace id is appended
 * @returns `undefined` if it has no such page, or does not know the request
 */
export async function askQueriesPage(
  target: { url: string; allowedHosts: string[] },
  path: string,
  traceId: string,
  signal: AbortSignal,
): Promise<AskedOfTiers | undefined> {
  try {
    const url = new URL(`${path.replace(/\/$/, '')}/${traceId}`, target.url);
    refuseForeignHost(url, target.allowedHosts);
    const { status, text } = await ask(url.href, signal, { accept: 'application/json' });
    if (status !== 200) return undefined;
    const page = QueriesPage.safeParse(JSON.parse(text));
    return page.success ? page.data : undefined;
  } catch {
    return undefined;
  }
}
