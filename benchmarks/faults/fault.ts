import type { ChildProcess } from 'node:child_process';
import type { Analysis } from '../../src/sample/analysis.ts';
import type { Order } from './product.ts';

/** A run that goes on, and the product that it measures. */
export interface Trial {
  /** The command line. */
  footfall: ChildProcess;
  /** Where its runs are written. */
  reports: string;
  product: ProductProcess;
  /** The processes of the run whose command line matches. */
  processes(command: RegExp): number[];
}

export interface ProductProcess {
  pid: number;
  url: string;
  /** How many queries it has answered. */
  answered(): number;
  order(order: Order): void;
  /** Starts it again, after it was killed. */
  restart(): Promise<void>;
}

/** What a run is told before it starts, and what ends with it. */
interface Surroundings {
  words?: string[];
  env?: NodeJS.ProcessEnv;
  end?(): void | Promise<void>;
}

/** Something that goes wrong, and what is right then. */
export interface Fault {
  what: string;
  /** Before the run, in mid-run (each user has taken some steps), or when the users have left. */
  when: 'from the start' | 'in mid-run' | 'at the end';
  /** Whose project is run: the page made with InstantSearch, or the reference product. */
  on?: 'the reference product';
  surround?(trial: Pick<Trial, 'reports' | 'product'>): Surroundings | Promise<Surroundings>;
  strike?(trial: Trial): void | Promise<void>;
  /** The exit code, or the signal that ended the command. */
  exit: number | NodeJS.Signals;
  /** What `analysis.json` says; absent if nothing can be judged. */
  outcome?: Analysis['verdict']['outcome'];
  /** What the terminal says. */
  says: RegExp;
  /** Whether what is measured from then on cannot be recorded: it is only told. */
  losesSamples?: boolean;
}
