import type { Calibration, CalibrationLevel, ErrorSummary } from '../../sample/calibration.ts';
import { formatCount, formatShare } from '../../words/units.ts';

/** What `footfall calibrate` prints. Errors are measured latencies less the truth, in milliseconds. */

const columns = [
  { title: 'users', width: 5 },
  { title: 'steps', width: 7 },
  { title: 'error p50', width: 11 },
  { title: 'p95', width: 7 },
  { title: 'max', width: 7 },
  { title: 'CPU a step', width: 12 },
  { title: 'contaminated', width: 14 },
  { title: 'delivered', width: 11 },
] as const;

export const tableHead =
  'Error: measured latency less the truth, above what one user alone sees (the first line, where it is the whole error).\n\n' +
  `${columns.map(({ title, width }) => title.padStart(width)).join('')}  truthful`;

/** One level; of the first, which is the floor itself, the whole error is told. */
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

/** What the table comes to. */
export function conclusion(calibration: Calibration): string {
  const { levels, naive, truthfulUsers, machine, browser, viewport, ended } = calibration;
  const [floor] = levels;
  return [
    ...(floor
      ? [
          `The floor: with one user alone, an answer is read ${inWords(floor.errorMs)} after it was given. That is what a page takes to draw.`,
        ]
      : []),
    ...(naive
      ? [
          `The same ${formatCount(naive.steps)} steps of ${people(naive.users)}, by two clocks: the page's read ${inWords(naive.ours)} too much, ` +
            `Node's clock round a key press and an assertion ${inWords(naive.naive)}.`,
        ]
      : []),
    `The end: ${ended}.`,
    `${
      truthfulUsers === undefined
        ? 'This machine measures nobody truthfully'
        : `This machine measures up to ${people(truthfulUsers)} truthfully, ${formatCount(truthfulUsers / machine.cores)} a core,`
    } with ${browser.name} ${browser.version} at ${viewport}.`,
  ].join('\n');
}

const people = (users: number) => `${formatCount(users)} ${users === 1 ? 'user' : 'users'}`;

const milliseconds = (value: number) => `${Math.round(value)} ms`;

function inWords({ p50, p95 }: ErrorSummary): string {
  return `${milliseconds(p50)} (p95 ${milliseconds(p95)})`;
}
