import type { Fault, Trial } from './fault.ts';

const POSTGRESQL = /^(postgres: |\S*\/bin\/postgres )/;
const ENGINE = /engine\/main\.ts/;
const SERVER = /server\/main\.ts/;

/** To every process of a tier. */
const signal = (tier: RegExp, name: NodeJS.Signals) => (trial: Trial) => {
  const found = trial.processes(tier);
  if (found.length === 0) throw new Error(`no process matches ${tier}`);
  for (const pid of found) process.kill(pid, name);
};

const tierFault = (name: string, tier: RegExp, how: 'SIGKILL' | 'SIGSTOP', says: RegExp): Fault => ({
  what: `${name} ${how === 'SIGKILL' ? 'is killed' : 'is stopped (SIGSTOP)'}`,
  on: 'the reference product',
  when: 'in mid-run',
  strike: signal(tier, how),
  exit: 1,
  outcome: 'fail',
  says,
});

/** A whole product that Footfall starts, and one of its tiers fails behind it. */
export const faultsOfTheReferenceProduct: Fault[] = [
  tierFault('PostgreSQL', POSTGRESQL, 'SIGKILL', /server error|connection (lost|refused)/),
  tierFault('PostgreSQL', POSTGRESQL, 'SIGSTOP', /timed out|server error/),
  tierFault('the engine', ENGINE, 'SIGKILL', /server error|connection (lost|refused)/),
  tierFault('the engine', ENGINE, 'SIGSTOP', /timed out|server error/),
  tierFault('the web server', SERVER, 'SIGKILL', /connection (lost|refused)/),
];
