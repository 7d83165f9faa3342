import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { rules } from '../../../src/analysis/advice/rules.ts';
import { validateExperiment } from '../../../src/analysis/experiment/validate-experiment.ts';
import { changedVariables } from '../../../src/analysis/experiment/variables.ts';
import { whyNotTuned } from '../../../src/analysis/experiment/why-not-tuned.ts';
import { workloadNames } from '../../../src/project/project-files.ts';
import { FAULTS } from '../../../target/faults.ts';

const root = join(import.meta.dirname, '../../..');
const files = readdirSync(join(root, 'experiments')).filter((name) => name !== 'experiment.schema.json');
const advice = rules.map(({ id }) => id);

function shipped(file: string) {
  const text = readFileSync(join(root, 'experiments', file), 'utf8');
  const result = validateExperiment(file, text, { workloads: workloadNames(root), advice });
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.experiment;
}

test('there are experiments, each with its own title', () => {
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((name) => !/^[a-z]+(-[a-z]+)*\.json$/.test(name))).toEqual([]);
  expect(new Set(files.map((file) => shipped(file).title)).size).toBe(files.length);
});

for (const file of files) {
  test(`${file} is valid, cures existing advice and removes existing defects`, () => {
    const { $schema, cures, base = {}, variant } = shipped(file);
    expect($schema).toBe('../schemas/experiment.schema.json');
    expect(cures?.length).toBeGreaterThan(0);
    for (const id of cures ?? []) expect(advice).toContain(id);
    const changes = [base, variant].flatMap(({ env = {} }) => Object.entries(env));
    for (const [name, value] of changes) {
      if (typeof value === 'string') continue;
      expect(name).toBe('TARGET_FAULTS');
      expect(Object.keys(FAULTS)).toContain(value.without);
    }
  });

  test(`${file} can be used for tuning only where its defect is present`, () => {
    const experiment = shipped(file);
    const begun = changedVariables({}, experiment.base?.env);
    const all = { ...begun, TARGET_FAULTS: Object.keys(FAULTS).join(',') };
    expect(whyNotTuned(experiment, all)).toBeUndefined();
    const already = { ...all, ...changedVariables(all, experiment.variant.env) };
    expect(whyNotTuned(experiment, already)).toMatch(/^It (would change nothing: |starts with )/);
  });
}
