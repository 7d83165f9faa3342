import type { SourceSettings } from '../../project/source-settings.ts';
import type { SourceSample } from '../../sample/evidence.ts';
import type { TargetTier } from '../../sample/run.ts';
import { grants } from '../../telemetry/grants.ts';

/** Kinds of tiers, as health pages tell them, behind the sources. */
const kinds = { postgresql: /postgres/i, vespa: /vespa|fts5/i, redis: /redis/i };

/**
 * Sources whose address nobody has said, so that the report can name them. Of a target that tells its tiers only those that it has.
 */
export function unknownSources(
  sources: SourceSettings,
  tiers: TargetTier[] | undefined,
): Pick<SourceSample, 'source' | 'status' | 'message' | 'grant'>[] {
  const addresses = {
    postgresql: sources.databaseUrl,
    vespa: sources.vespaUrl,
    redis: sources.redisUrl,
    logs: sources.logs[0],
  };
  return (Object.keys(addresses) as (keyof typeof addresses)[])
    .filter((source) => addresses[source] === undefined && mayHave(source, tiers))
    .map((source) => ({
      source,
      status: 'unreachable',
      message: source === 'logs' ? 'no file was named' : 'nobody has said where it is',
      grant: grants[source],
    }));
}

function mayHave(source: keyof typeof grants, tiers: TargetTier[] | undefined): boolean {
  const kind = source in kinds ? kinds[source as keyof typeof kinds] : undefined;
  return !(tiers && kind) || tiers.some((tier) => kind.test(tier.kind));
}
