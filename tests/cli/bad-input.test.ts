import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ownerFile } from '../../src/cli/product/product-owner.ts';
import { footfall } from './footfall.ts';
import { freePort } from './free-port.ts';
import { footfallHere } from './in-process.ts';

/** A product that responds to every request with one status. */
async function serve(status: number) {
  const server = createServer((_request, response) => {
    response.statusCode = status;
    response.end('nothing here');
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

test('help lists the commands', async () => {
  const { exitCode, said } = await footfall(['--help']);
  expect(exitCode).toBe(0);
  for (const command of ['run', 'compare', 'ci', 'baseline', 'budgets', 'calibrate', 'report', 'doctor'])
    expect(said).toContain(command);
});

test('an unknown workload is refused, and the known ones are listed', async () => {
  const { exitCode, said } = await footfallHere(['run', 'pique']);
  expect(said).toContain('there is no workload "pique"; there are "compare", "diagnose", "peak", "smoke"');
  expect(exitCode).toBe(2);
});

for (const users of ['0', '-1', '1.5', 'ten']) {
  test(`--users=${users} is refused`, async () => {
    const { exitCode, said } = await footfallHere(['run', `--users=${users}`]);
    expect(said).toContain(`FOOTFALL_USERS (--users) must be a whole number from 1 to 1000 (got "${users}")`);
    expect(exitCode).toBe(2);
  });
}

for (const words of [['run', '--usres', '3'], ['run', 'smoke', 'peak'], ['report']]) {
  test(`footfall ${words.join(' ')} is refused, and does not exit like a missed budget`, async () => {
    const { exitCode, said } = await footfallHere(words);
    expect(said).toContain('error: ');
    expect(exitCode).toBe(2);
  });
}

const empty: [string[], NodeJS.ProcessEnv, string][] = [
  [['run', 'smoke', '--target', ''], {}, '--target is empty; give it a value, or leave it out'],
  [['compare', '--base', ''], {}, '--base is empty'],
  [['run', ''], {}, 'the argument workload is empty'],
  [['run', 'smoke'], { FOOTFALL_TARGET: ' ' }, 'FOOTFALL_TARGET (--target) is set, but empty'],
];
for (const [words, env, message] of empty) {
  test(`an empty ${message.split(' is ')[0]} measures nothing by mistake`, async () => {
    const { exitCode, said } = await footfallHere(words, env);
    expect(said).toContain(message);
    expect(exitCode).toBe(2);
  });
}

test('a target that is down is reported with the reason, and leaves no folder of a run', async () => {
  const { exitCode, said, reports } = await footfall(['run', 'smoke', '--target', 'http://127.0.0.1:1/']);
  expect(said).toContain('the target http://127.0.0.1:1/ cannot be reached');
  expect(exitCode).toBe(2);
  expect(readdirSync(reports)).toEqual([]);
});

test('a target whose home page responds with 500 is refused', async () => {
  const product = await serve(500);
  const { exitCode, said } = await footfall(['run', 'smoke', '--target', product.url]);
  product.close();
  expect(said).toContain(`the target ${product.url} returned status 500`);
  expect(exitCode).toBe(2);
});

const misspelt: [string[], string][] = [
  [['rnu', 'smoke'], 'did you mean "footfall run"?'],
  [['doctr'], 'did you mean "footfall doctor"?'],
  [['baseline', 'sav', 'main'], 'Did you mean save?'],
  [['run', '--usres', '3'], 'Did you mean --users?'],
  [['run', 'smok'], 'did you mean "smoke"?'],
  [['experiment', 'larger-pol'], 'did you mean "larger-pool"?'],
];
for (const [words, message] of misspelt) {
  test(`footfall ${words.join(' ')} is answered with: ${message}`, async () => {
    const { exitCode, said } = await footfallHere(words);
    expect(said).toContain(message);
    expect(exitCode).toBe(2);
  });
}

test('a misspelt variable is refused, and one that is no setting is mentioned', async () => {
  const refused = await footfallHere(['budgets', 'check'], { FOOTFALL_USRES: '3' });
  expect(refused.said).toContain('FOOTFALL_USRES is not a setting; did you mean "FOOTFALL_USERS"?');
  expect(refused.exitCode).toBe(2);
  const mentioned = await footfallHere(['budgets', 'check'], { FOOTFALL_COLOUR_SCHEME: 'dark' });
  expect(mentioned.said).toContain('FOOTFALL_COLOUR_SCHEME is not a setting and has no effect');
  expect(mentioned.exitCode).toBe(0);
});

test('a misspelt run folder is answered with the one that exists', async () => {
  const reports = test.info().outputPath('reports');
  mkdirSync(join(reports, '2026-01-02T03-04-05-smoke'), { recursive: true });
  writeFileSync(join(reports, '2026-01-02T03-04-05-smoke/run.json'), '{}');
  const given = join(reports, '2026-01-02T03-04-06-smoke');
  const { exitCode, said } = await footfallHere(['report', given], { FOOTFALL_REPORTS: reports });
  expect(said).toContain('there is no such run folder; did you mean "');
  expect(said).toContain('2026-01-02T03-04-05-smoke"?');
  expect(exitCode).toBe(2);
});

const unusable: [NodeJS.ProcessEnv, string, string[]][] = [
  [
    { FOOTFALL_BROWSER: '/nowhere/chrome' },
    'there is no file /nowhere/chrome',
    ['run', 'verify', 'compare', 'experiment', 'tune', 'calibrate', 'hand-over'],
  ],
  [
    { FOOTFALL_REPORTS: '/dev/null/reports' },
    '/dev/null/reports: reports cannot be written there (ENOTDIR); name another folder with FOOTFALL_REPORTS',
    ['run', 'verify', 'compare', 'experiment', 'tune', 'hand-over'],
  ],
  [
    { FOOTFALL_BASELINE: 'mian' },
    'there is no baseline "mian" (FOOTFALL_BASELINE, --baseline)',
    ['run', 'tune', 'hand-over'],
  ],
  [
    { FOOTFALL_BASELINE: '.' },
    'the baseline (FOOTFALL_BASELINE, --baseline): ',
    ['run', 'tune', 'hand-over'],
  ],
];
for (const [env, message, commands] of unusable) {
  for (const command of commands) {
    test(`${Object.entries(env)[0]?.join('=')}: footfall ${command} starts nothing`, async () => {
      const project = projectWith({
        target: { url: 'http://127.0.0.1:1/', command: 'touch started' },
        workload: 'small',
      });
      mkdirSync(join(project, 'experiments'));
      const pooled = { title: 'A', why: 'B', workload: 'small', variant: { env: { POOL: '20' } } };
      writeFileSync(join(project, 'experiments/pooled.json'), JSON.stringify(pooled));
      const more = { experiment: ['pooled'], compare: ['--workload', 'small'] }[command] ?? [];
      const { exitCode, said, reports } = await footfallHere([command, ...more], env, project);
      expect(said).toContain(message);
      expect(exitCode).toBe(2);
      expect(existsSync(join(project, 'started'))).toBe(false);
      expect(readdirSync(reports)).toEqual([]);
    });
  }
}

test('calibrations that cannot be kept are not made', async () => {
  const project = projectWith({});
  writeFileSync(join(project, '.footfall'), 'not a folder');
  const { exitCode, said } = await footfallHere(['calibrate', 'small'], {}, project);
  expect(said).toMatch(/calibrations: calibrations cannot be written there \(E\w+\); make it writable/);
  expect(exitCode).toBe(2);
});

test('the only workload of a project is the one that is run', async () => {
  const project = projectWith({ target: { url: 'http://127.0.0.1:1/' } });
  const [kept, ...others] = [
    'small.ts',
    'duet.ts',
    'quitter.ts',
    'hopeless.ts',
    'patient.ts',
    'demanding.ts',
  ];
  for (const name of others) rmSync(join(project, 'workloads', name));
  const { said } = await footfallHere(['verify'], {}, project);
  expect(said).toContain(`filming the journeys of ${kept?.replace('.ts', '')} · http://127.0.0.1:1/`);
});

for (const status of [404, 200]) {
  test(`a port in use by a server that responds with ${status} is reported, with the setting to correct`, async () => {
    const other = await serve(status);
    const { exitCode, said } = await footfallHere(['run', 'smoke'], {
      TARGET_PORT: String(other.port),
      TARGET_DOCUMENTS: '500',
      TARGET_DATA_DIR: test.info().outputPath('data'),
    });
    other.close();
    expect(said).toContain(`a server already responds at http://127.0.0.1:${other.port}/`);
    expect(said).toContain('correct target.url in footfallConfig()');
    expect(exitCode).toBe(2);
  });
}

test('a host that is not this machine is refused', async () => {
  const { exitCode, said } = await footfallHere(['run', '--target', 'http://search.example.com/']);
  expect(said).toContain('FOOTFALL_ALLOW_HOSTS=search.example.com');
  expect(exitCode).toBe(2);
});

test('a report of a missing folder says so', async () => {
  const { exitCode, said } = await footfallHere(['report', 'reports/never']);
  expect(said).toContain('there is no such run folder');
  expect(exitCode).toBe(2);
});

/** A small project of its own, with this configuration. */
function projectWith(config: Record<string, unknown>): string {
  const project = test.info().outputPath('project');
  const small = join(import.meta.dirname, '../user/small-run');
  cpSync(join(small, 'workloads'), join(project, 'workloads'), { recursive: true });
  cpSync(join(small, 'perf-budgets'), join(project, 'perf-budgets'), { recursive: true });
  mkdirSync(join(project, 'journeys'));
  writeFileSync(
    join(project, 'journeys/ask.journey.js'),
    "import { journey } from 'footfall';\njourney('ask', async () => {});\n",
  );
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(project, 'playwright.config.ts'),
    `import { footfallConfig } from 'footfall/config';\nexport default footfallConfig(${JSON.stringify(config)});\n`,
  );
  return project;
}

for (const state of ['started', 'is still starting']) {
  test(`a product that another command of Footfall ${state}, and will stop, is not measured`, async () => {
    const product = await serve(200);
    if (state !== 'started') product.close();
    const project = projectWith({ target: { url: product.url, command: 'touch started' } });
    mkdirSync(join(project, '.footfall'));
    const owner = process.ppid;
    writeFileSync(ownerFile(project, product.url), JSON.stringify({ pid: owner, url: product.url }));
    const { exitCode, said } = await footfallHere(['run', 'small'], {}, project);
    product.close();
    expect(said).toContain(
      `the target ${product.url} was started by another command of Footfall (process ${owner})`,
    );
    expect(exitCode).toBe(2);
    expect(existsSync(join(project, 'started'))).toBe(false);
  });
}

test('a note of its owner that cannot be written does not keep a product from being started', async () => {
  const port = await freePort();
  const command = 'echo up > started; exit 3';
  const project = projectWith({ target: { url: `http://127.0.0.1:${port}/`, command } });
  writeFileSync(join(project, '.footfall'), 'not a folder');
  const { exitCode, said } = await footfallHere(['run', 'small'], {}, project);
  expect(said).toMatch(/product-[\w.-]+\.json cannot be written \(E\w+\)/);
  expect(said).toContain('exited with code 3 before');
  expect(exitCode).toBe(2);
});

const copying: [string[], string][] = [
  [['experiment', 'pooled'], 'copies of another product'],
  [['compare', '--workload', 'small'], 'copies of another product'],
  [['ci', '--workload', 'small'], 'copies of another product'],
  [['compare', '--aa', '--workload', 'small'], 'copies of another product'],
  [['tune', 'small'], 'unset FOOTFALL_TARGET'],
];
for (const [words, message] of copying) {
  test(`footfall ${words.join(' ')} starts nothing but the product that the user named`, async () => {
    const project = projectWith({ target: { url: 'http://127.0.0.1:1/', command: 'touch started' } });
    mkdirSync(join(project, 'experiments'));
    writeFileSync(
      join(project, 'experiments/pooled.json'),
      JSON.stringify({
        title: 'A pool',
        why: 'To see.',
        workload: 'small',
        base: { configure: 'touch configured' },
        variant: { env: { POOL: '20' } },
      }),
    );
    const env = { FOOTFALL_TARGET: 'http://127.0.0.1:2/' };
    const { exitCode, said, reports } = await footfallHere(words, env, project);
    expect(said).toContain(message);
    expect(exitCode).toBe(2);
    for (const trace of ['started', 'configured', '.footfall'])
      expect(existsSync(join(project, trace)), trace).toBe(false);
    expect(readdirSync(reports)).toEqual([]);
  });
}

test('an experiment that needs a copy of a product without a command is refused before its base is configured', async () => {
  const project = projectWith({ target: { url: 'http://127.0.0.1:1/' } });
  const file = join(project, 'pooled.json');
  const base = { configure: 'touch configured', url: 'http://127.0.0.1:2/', command: 'touch started' };
  writeFileSync(
    file,
    JSON.stringify({ title: 'A', why: 'B', workload: 'small', base, variant: { env: { POOL: '20' } } }),
  );
  const { exitCode, said } = await footfallHere(['experiment', file], {}, project);
  expect(said).toContain('starting a copy of the target needs a command');
  expect(exitCode).toBe(2);
  expect(existsSync(join(project, 'configured'))).toBe(false);
});
