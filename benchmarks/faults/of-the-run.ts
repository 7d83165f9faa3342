import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, Trial } from './fault.ts';

const WORKER = /workerProcessEntry/;
/** The browser itself, not the processes it started. */
const BROWSER = /chrom(?!.*--type=)/i;
const RUNNER = /cli\.js test /;

const signal = (processes: RegExp, name: NodeJS.Signals) => (trial: Trial) => {
  const [pid] = trial.processes(processes);
  if (pid === undefined) throw new Error(`no process matches ${processes}`);
  process.kill(pid, name);
};

const interrupted = (name: NodeJS.Signals): Fault => ({
  what: `the command gets ${name}`,
  when: 'in mid-run',
  strike: ({ footfall }) => void footfall.kill(name),
  exit: 3,
  outcome: 'inconclusive',
  says: /interrupted/,
});

/** A part of the measurement itself fails: nothing of it may be blamed on the product, and nothing may be left. */
export const faultsOfTheRun: Fault[] = [
  {
    what: 'a worker is killed',
    when: 'in mid-run',
    strike: signal(WORKER, 'SIGKILL'),
    exit: 3,
    // All users shared it: the run ends with them, and what was measured until then is too little.
    outcome: 'inconclusive',
    says: /its worker ended before its work was over/,
  },
  {
    what: 'a worker is stopped (SIGSTOP)',
    when: 'in mid-run',
    strike: signal(WORKER, 'SIGSTOP'),
    exit: 3,
    outcome: 'invalid',
    says: /user/,
  },
  {
    what: 'the browser is killed',
    when: 'in mid-run',
    strike: signal(BROWSER, 'SIGKILL'),
    exit: 3,
    outcome: 'invalid',
    says: /the page was lost/,
  },
  {
    what: 'the browser is stopped (SIGSTOP)',
    when: 'in mid-run',
    strike: signal(BROWSER, 'SIGSTOP'),
    exit: 3,
    outcome: 'inconclusive',
    says: /the browser itself stood still/,
  },
  {
    what: 'the runner is killed',
    when: 'in mid-run',
    strike: signal(RUNNER, 'SIGKILL'),
    exit: 3,
    outcome: 'inconclusive',
    says: /Playwright ended before it could judge the run/,
  },
  interrupted('SIGINT'),
  interrupted('SIGTERM'),
  interrupted('SIGHUP'),
  {
    ...interrupted('SIGINT'),
    what: 'the command gets SIGINT twice',
    async strike({ footfall }) {
      footfall.kill('SIGINT');
      await pause(300);
      footfall.kill('SIGINT');
    },
  },
  {
    what: 'the command is killed',
    when: 'in mid-run',
    strike: ({ footfall }) => void footfall.kill('SIGKILL'),
    exit: 'SIGKILL',
    // What it had started concludes the run.
    outcome: 'inconclusive',
    says: /3 users/,
  },
  {
    what: 'the reader of the output leaves (`| head -1`)',
    when: 'in mid-run',
    strike: ({ footfall }) => {
      footfall.stdout?.destroy();
      footfall.stderr?.destroy();
    },
    exit: 0,
    outcome: 'pass',
    says: /3 users/,
  },
];
