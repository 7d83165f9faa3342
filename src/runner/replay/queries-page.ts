import { z } from 'zod';
import { refuseForeignHost } from '../../project/foreign-host.ts';
import { ask } from './ask.ts';

/** What a request asked of the tiers, as the product tells on its page for that. */
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

/** Entries that are not in the form are left out, the others count. */
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
 * Asks the product what the request of this trace id asked of its tiers.
 *
 * @param path of its page for that; the trace id is added
 * @returns undefined when it has no such page, or does not know the request
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
