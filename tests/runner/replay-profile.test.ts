import { type ChildProcess, spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { freePort } from '../cli/free-port.ts';
import { replay } from './replayed-product.ts';

/**
 * A server that spends 100 ms of CPU in one function per response. That is long, since a stall of a busy
 * machine is attributed to the function that is running and must not dominate. V8 attributes code that was
 * inlined, or compiled in the middle of a loop, before the profile began to the surrounding function, so the
 * server runs with `--jitless`.
 */
const program = `
  let sum = 0;
  function burn() { const end = performance.now() + 100; while (performance.now() < end) for (let i = 0; i < 1e4; i += 1) sum = (sum + i) | 0; }
  const server = require('node:http').createServer((request, response) => { burn(); response.end('[]'); });
  server.listen(0, '127.0.0.1', () => console.log(String(server.address().port)));
`;

let server: ChildProcess;
let target: string;
let profileUrl: string;

test.beforeAll(async () => {
  server = spawn(process.execPath, ['--jitless', '--inspect=127.0.0.1:0', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seen = (stream: ChildProcess['stdout'], pattern: RegExp) =>
    new Promise<string>((resolve) => {
      let text = '';
      stream?.on('data', (chunk) => {
        text += chunk;
        const found = pattern.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
  const [inspector, port] = await Promise.all([
    seen(server.stderr, /ws:\/\/(127\.0\.0\.1:\d+)\//),
    seen(server.stdout, /(\d+)\n/),
  ]);
  target = `http://127.0.0.1:${port}/`;
  profileUrl = `http://${inspector}`;
});

test.afterAll(() => server?.kill());

test('the slow function is found, with its time per request', async () => {
  const [sample] = await replay(target, ['/api/slow'], { profileUrl });
  expect(sample?.missing.join('\n')).not.toContain('CPU profile');
  const [hottest] = sample?.cpu ?? [];
  expect(hottest).toMatchObject({ function: 'burn', line: 3 });
  expect(hottest?.selfMs).toBeGreaterThan(50);
  expect(hottest?.selfMs).toBeLessThan(300);
  expect(sample?.cpu?.length).toBeLessThanOrEqual(15);
});

test('an unreachable inspector is reported', async () => {
  const [sample] = await replay(target, ['/api/slow'], {
    profileUrl: `http://127.0.0.1:${await freePort()}/`,
  });
  expect(sample).not.toHaveProperty('cpu');
  expect(sample?.missing.join('\n')).toMatch(/no CPU profile of the server \(.*\); see FOOTFALL_PROFILE_URL/);
});
