import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import type { Behaviour, Order } from './product.ts';

const orders = (scope: Order['scope'], behaviour: Behaviour): Pick<Fault, 'what' | 'strike'> => ({
  what: `${scope === 'API' ? 'the API' : 'the product'} ${behaviour}`,
  strike: ({ product }) => product.order({ scope, behaviour }),
});

const inMidRun = (scope: Order['scope'], behaviour: Behaviour, says: RegExp): Fault => ({
  ...orders(scope, behaviour),
  when: 'in mid-run',
  exit: 1,
  outcome: 'fail',
  says,
});

const fromTheStart = (behaviour: Behaviour, says: RegExp, outcome?: Fault['outcome']): Fault => ({
  ...orders('everything', behaviour),
  when: 'from the start',
  exit: 2,
  ...(outcome && { outcome }),
  says,
  surround({ product }) {
    product.order({ scope: 'everything', behaviour });
    return {};
  },
});

/** The product fails, and the run must say so, however it fails. */
export const faultsOfTheProduct: Fault[] = [
  {
    what: 'the API is slow',
    when: 'from the start',
    surround({ product }) {
      product.order({ scope: 'API', behaviour: 'slow' });
      // Slow steps are few.
      return { words: ['--duration', '20'] };
    },
    exit: 1,
    outcome: 'fail',
    says: /every query, p75 latency/,
  },
  inMidRun('API', 'hangs', /timed out/),
  inMidRun('API', 'trickles', /timed out/),
  inMidRun('API', 'resets', /connection lost/),
  inMidRun('API', 'answers 500', /server error/),
  inMidRun('API', 'answers garbage', /timed out/),
  inMidRun('API', 'breaks the protocol', /connection|answer/),
  inMidRun('everything', 'hangs', /timed out/),
  inMidRun('everything', 'trickles', /timed out/),
  inMidRun('everything', 'resets', /connection lost/),
  inMidRun('everything', 'answers 500', /server error/),
  inMidRun('everything', 'answers garbage', /timed out/),
  {
    what: 'the product is killed',
    when: 'in mid-run',
    strike: ({ product }) => void process.kill(product.pid, 'SIGKILL'),
    exit: 1,
    outcome: 'fail',
    says: /connection (refused|lost)/,
  },
  {
    what: 'the product is stopped (SIGSTOP)',
    when: 'in mid-run',
    strike: ({ product }) => void process.kill(product.pid, 'SIGSTOP'),
    exit: 1,
    outcome: 'fail',
    says: /timed out/,
  },
  {
    what: 'the product is stopped, with --stop-when-down',
    when: 'in mid-run',
    surround: () => ({ words: ['--stop-when-down', '--duration', '120'] }),
    strike: ({ product }) => void process.kill(product.pid, 'SIGSTOP'),
    exit: 1,
    outcome: 'fail',
    says: /the run ends, because of --stop-when-down/,
  },
  {
    what: 'the product is killed, and back after 3 s',
    when: 'in mid-run',
    async strike({ product }) {
      process.kill(product.pid, 'SIGKILL');
      await pause(3000);
      await product.restart();
    },
    exit: 1,
    outcome: 'fail',
    says: /connection (refused|lost)/,
  },
  {
    what: 'the product is not there',
    when: 'from the start',
    surround({ product }) {
      process.kill(product.pid, 'SIGKILL');
      return {};
    },
    exit: 2,
    says: /not|refused/,
  },
  fromTheStart('hangs', /target/),
  // These look like pages: only the users see that they never become one.
  fromTheStart('trickles', /does not show #box input/, 'inconclusive'),
  fromTheStart('resets', /target/),
  fromTheStart('answers 500', /500/),
  fromTheStart('answers garbage', /does not show #box input/, 'inconclusive'),
  fromTheStart('breaks the protocol', /target/),
];
