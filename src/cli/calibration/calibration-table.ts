import type { Calibration, CalibrationLevel, ErrorSummary } from '../../sample/calibration.ts';
import { formatCount, formatShare, howMany } from '../../words/units.ts';

/** The output of `footfall calibrate`. Errors are measured latency minus true latency, in milliseconds. */

const columns = [
  { title: 'users', width: 5 },
  { title: 'steps', width: 7 },
  { title: 'error p50', width: 11 },
  { title: 'p95', width: 7 },
  { title: 'max', width: 7 },
  { title: 'CPU per step', width: 14 },
  { title: 'contaminated', width: 14 },
  { title: 'delivered', width: 11 },
] as const;

export const tableHead =
  'Error: measured minus true latency, above the floor that one user alone shows (the first line: the floor itself).\n\n' +
  `${columns.map(({ title, width }) => title.padStart(width)).join('')}  accurate`;

/** One level. The first is the floor itself and shows its total error. */
export function tableRow(level: CalibrationLevel, isFloor: boolean): string {
  const { users, steps, cpuMsPerStep, contaminatedShare, deliveredShare, truthful } = level;
  const { p50, p95, max } = isFloor ? level.errorMs : level.aboveFloorMs;
  const cells = [
    formatCount(users),
    formatCount(steps),
    ...[p50, p95, max].map(milliseconds),
    cpuMsPerStep === undefined ? '–' : milliseconds(cpuMsPerStep),
    contaminatedShare === undefined ? '–' : formatShare(contaminatedShare),
    deliveredShare === undefined ? '–' : formatShare(deliveredShare),
  ];
  const row = columns.map(({ width }, index) => (cells[index] as string).padStart(width)).join('');
  return `${row}  ${truthful ? 'yes' : 'no'}`;
}

/** The conclusion from the table. */
export function conclusion(calibration: Calibration): string {
  const { levels, naive, truthfulUsers, machine, browser, viewport, ended } = calibration;
  const [floor] = levels;
  return [
    ...(floor
      ? [
          `Floor: with one user alone, the error is ${inWords(floor.errorMs)}. That is how long a page takes to draw.`,
        ]
      : []),
    ...(naive
      ? [
          `The same ${howMany(naive.steps, 'step')} of ${people(naive.users)}, by two clocks: the error of the page's clock is ${inWords(naive.ours)}, ` +
            `that of Node's clock around a key press and an assertion ${inWords(naive.naive)}.`,
        ]
      : []),
    `Stopped: ${ended}.`,
    `${
      truthfulUsers === undefined
        ? 'This machine does not measure any number of users accurately'
        : `This machine measures up to ${people(truthfulUsers)} accurately, ${formatCount(truthfulUsers / machine.cores)} per core,`
    } with ${browser.name} ${browser.version} at ${viewport}.`,
  ].join('\n');
}

const people = (users: number) => howMany(users, 'user');

const milliseconds = (value: number) => `${Math.round(value)} ms`;

function inWords({ p50, p95 }: ErrorSummary): string {
  return `${milliseconds(p50)} (p95 ${milliseconds(p95)})`;
}
