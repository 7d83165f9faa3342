import type { SourceSettings } from '../../project/source-settings.ts';
import type { SourceSample } from '../../sample/evidence.ts';
import type { TargetTier } from '../../sample/run.ts';
import { grants } from '../../telemetry/grants.ts';

/** For each source, the kinds of tiers it belongs to, as reported by health pages. */
const kinds = { postgresql: /postgres/i, vespa: /vespa|fts5/i, redis: /redis/i };

/**
 * Sources whose address is not set, so that the report can list them. If the target reports its tiers, only
 * those that it has.
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
      message: source === 'logs' ? 'no log file is set' : 'its address is not set',
      grant: grants[source],
    }));
}

function mayHave(source: keyof typeof grants, tiers: TargetTier[] | undefined): boolean {
  const kind = source in kinds ? kinds[source as keyof typeof kinds] : undefined;
  return !(tiers && kind) || tiers.some((tier) => kind.test(tier.kind));
}
