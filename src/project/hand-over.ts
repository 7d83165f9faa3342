import type { RunPlan } from '../sample/run.ts';
import { handedRules } from '../store/clean.ts';
import { handedPlace } from '../store/shown-path.ts';
import type { Settings } from './settings.ts';

/** What the processes of a run receive in their environment. They do not check it again: it was checked when it was made. */
export interface HandOver {
  root: string;
  settings: Settings;
  plan: RunPlan;
}

export function handedOver({ root, settings, plan }: HandOver): Record<string, string> {
  return {
    FOOTFALL_ROOT: root,
    FOOTFALL_SETTINGS: JSON.stringify(settings),
    FOOTFALL_PLAN: JSON.stringify(plan),
    ...handedRules(),
    ...handedPlace(),
  };
}

export function handedSettings(): Settings {
  return JSON.parse(process.env.FOOTFALL_SETTINGS as string) as Settings;
}
