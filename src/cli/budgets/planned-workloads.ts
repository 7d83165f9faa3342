import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { workloadNames } from '../../project/project-files.ts';
import { readSettings } from '../../project/settings.ts';
import type { RunPlan } from '../../sample/run.ts';

/** The plan of each workload, including its audits, and the problems of those that cannot be planned. */
export async function plansOfWorkloads(project: Project): Promise<{ plans: RunPlan[]; problems: string[] }> {
  const plans: RunPlan[] = [];
  const problems = new Set<string>();
  for (const workload of workloadNames(project.root)) {
    const env = { ...process.env, FOOTFALL_WORKLOAD: workload, FOOTFALL_AUDITS: 'on' };
    try {
      plans.push(await planRun(readSettings(project, env), project.root, new Date()));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const problem of error.message.split('\n')) problems.add(problem);
    }
  }
  return { plans, problems: [...problems] };
}
