import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Trial } from './fault.ts';

/** A disk of its own, which can be full. Needs root, as in a container. */
function smallDisk({ reports }: Pick<Trial, 'reports'>) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'none', reports]);
  return { end: () => void execFileSync('umount', ['-l', reports]) };
}

function fillDisk({ reports }: Trial): void {
  const file = openSync(join(reports, 'filling'), 'w');
  for (const size of [2 ** 20, 2 ** 12, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch {
      // Full, but for something smaller.
    }
  }
  closeSync(file);
}

/** Debian’s package faketime: a system clock of its own for a run. */
const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

const clockJumps = (by: string): Fault => {
  const clockOf = ({ reports }: Pick<Trial, 'reports'>) => join(reports, '../clock');
  return {
    what: `the system clock jumps by ${by}`,
    when: 'in mid-run',
    surround(trial) {
      const clock = clockOf(trial);
      writeFileSync(clock, '+0');
      return {
        env: {
          LD_PRELOAD: FAKETIME,
          FAKETIME_TIMESTAMP_FILE: clock,
          // Seconds: the browser asks for the time more often than a file can be read.
          FAKETIME_CACHE_DURATION: '1',
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
          // Otherwise a wait with a time limit ends at once, and the browser spins.
          FAKETIME_FORCE_MONOTONIC_FIX: '0',
        },
      };
    },
    strike: (trial) => writeFileSync(clockOf(trial), by),
    exit: 0,
    outcome: 'pass',
    says: /✓ Passed/,
  };
};

export const faultsOfTheMachine: Fault[] = [
  ...(existsSync(FAKETIME) ? ['+1h', '-1h'].map(clockJumps) : []),
  {
    what: 'the disk is full in mid-run',
    when: 'in mid-run',
    surround: smallDisk,
    strike: fillDisk,
    exit: 3,
    says: /the disk is full \(ENOSPC\).*Inconclusive/s,
    losesSamples: true,
  },
  {
    what: 'the disk is full when the reports are written',
    when: 'at the end',
    surround: smallDisk,
    strike: fillDisk,
    exit: 0,
    says: /could not be written \(ENOSPC\).*✓ Passed/s,
  },
  {
    what: 'the reports folder cannot be written to',
    when: 'from the start',
    surround({ reports }) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'none', reports]);
      return { end: () => void execFileSync('umount', ['-l', reports]) };
    },
    exit: 2,
    says: /FOOTFALL_REPORTS/,
  },
];
