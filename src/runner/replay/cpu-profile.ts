import { z } from 'zod';
import type { ReplaySample } from '../../sample/evidence.ts';
import { CpuProfile, hotFunctions } from './hot-functions.ts';
import { openInspector } from './inspector.ts';

/** Short enough to see functions that take a millisecond, long enough not to slow them down. */
const SAMPLING_MICROSECONDS = 200;

const Stopped = z.object({ profile: CpuProfile });

/**
 * Profiles the server's CPU time while `act` sends it `requests` requests.
 *
 * @param url of the inspector of its Node process
 * @throws if it cannot be profiled, or `act` fails
 */
export async function profileServer(
  url: string,
  requests: number,
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<NonNullable<ReplaySample['cpu']>> {
  const inspector = await openInspector(url, signal);
  try {
    await inspector.send('Profiler.enable');
    await inspector.send('Profiler.setSamplingInterval', { interval: SAMPLING_MICROSECONDS });
    await inspector.send('Profiler.start');
    await act();
    const { profile } = Stopped.parse(await inspector.send('Profiler.stop'));
    return hotFunctions(profile, requests);
  } finally {
    inspector.close();
  }
}
