import { quantileSorted } from 'simple-statistics';
import { launchBrowser } from '../src/runner/browser/launch-browser.ts';
import { openCamera } from '../src/runner/film/camera.ts';
import { formatShare } from '../src/words/units.ts';
import type { Way } from '../tests/pages/kind.ts';
import { allKinds, filmWay, type KnownStep, serveKind, walkWay } from '../tests/pages/walk-kind.ts';
import { markdownTable, writeIntoDocument } from './document.ts';

/**
 * Times pages of every kind that is known to mislead, against their own clocks: `npm run bench:pages`, about a
 * quarter of an hour. Four users at a time take each step eight times, and one films it. `-- skeleton frames` measures only those kinds,
 * `-- --write` puts the table into docs/any-page.md. Exits with code 1 if a step was timed wrongly without being doubtful.
 */
const USERS = 4;
const STEPS_PER_USER = 2;

/** Each way is filmed so often, alone on the machine. */
const FILMS = 1;

/** A figure that is further off than both is wrong. */
const ALLOWED_MS = 15;
const ALLOWED_SHARE = 0.05;

const words = process.argv.slice(2);
const isWriting = words.includes('--write');
const wanted = words.filter((word) => !word.startsWith('--'));

const browser = await launchBrowser(process.env.FOOTFALL_BROWSER);
const camera = await openCamera(browser);

const rows: string[][] = [];
let wrong = 0;
const filmErrors: number[] = [];
for (const [name, kind] of await allKinds()) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const served = await serveKind(kind);
  for (const [way, expected] of Object.entries(kind.ways(served))) {
    const steps = await measure(() => walkWay(browser, kind, expected, served.url));
    const films: (KnownStep & { seenMs?: number })[] = [];
    for (let film = 0; film < FILMS; film += 1)
      films.push(await filmWay(browser, kind, expected, served.url, camera));
    const row = rowOf(kind.what, way, expected, steps, films);
    rows.push(row);
    console.log(row.join(' | '));
  }
  served.close();
}
await browser.close();

const heads = [
  'page',
  'the step ends by',
  'truth, ms',
  'measured, ms',
  'off at p50, ms',
  'off at p95, ms',
  'film off by at most, ms',
  'verdict',
];
const table = markdownTable(heads, rows);
console.log(`\n${table}\n\n${wrong} steps were timed wrongly without being doubtful`);
if (filmErrors.length > 0)
  console.log(
    `the film was off by ${quantileSorted(
      filmErrors.sort((a, b) => a - b),
      0.95,
    ).toFixed(0)} ms at p95`,
  );
if (isWriting) writeIntoDocument('any-page.md', 'bench:pages', table);
if (wrong > 0) process.exitCode = 1;

/** The steps of all users, who act at the same time. */
async function measure(walk: () => Promise<KnownStep>): Promise<KnownStep[]> {
  const users = Array.from({ length: USERS }, async () => {
    const steps: KnownStep[] = [];
    for (let step = 0; step < STEPS_PER_USER; step += 1) steps.push(await walk());
    return steps;
  });
  return (await Promise.all(users)).flat();
}

function isWrong({ measuredMs, truthMs, doubts }: KnownStep): boolean {
  if (measuredMs === undefined || truthMs === undefined || doubts.length > 0) return false;
  return Math.abs(measuredMs - truthMs) > Math.max(ALLOWED_MS, ALLOWED_SHARE * truthMs);
}

function rowOf(
  what: string,
  way: string,
  { verdict }: Way,
  steps: KnownStep[],
  films: (KnownStep & { seenMs?: number })[],
): string[] {
  const known = steps.filter(({ measuredMs, truthMs }) => measuredMs !== undefined && truthMs !== undefined);
  const at = (quantile: number, values: number[]) =>
    values.length === 0
      ? '–'
      : quantileSorted(
          values.sort((a, b) => a - b),
          quantile,
        ).toFixed(0);
  const errors = known.map(({ measuredMs = 0, truthMs = 0 }) => Math.abs(measuredMs - truthMs));
  const seen = films.flatMap(({ seenMs, truthMs }) =>
    seenMs === undefined || truthMs === undefined ? [] : [Math.abs(seenMs - truthMs)],
  );
  filmErrors.push(...seen);
  const silent = steps.filter(isWrong).length;
  wrong += silent;
  const doubtful = steps.filter(({ doubts }) => doubts.length > 0).length;
  const refused = steps.filter(({ outcome }) => outcome.status === 'misfit').length;
  const told = [
    refused > 0 && `refused: ${formatShare(refused / steps.length)}`,
    doubtful > 0 && `doubtful: ${formatShare(doubtful / steps.length)}`,
    silent > 0 && `**wrong: ${formatShare(silent / steps.length)}**`,
  ].filter((part) => part !== false);
  return [
    what,
    way,
    at(
      0.5,
      known.map(({ truthMs = 0 }) => truthMs),
    ),
    at(
      0.5,
      known.map(({ measuredMs = 0 }) => measuredMs),
    ),
    at(0.5, errors),
    at(0.95, errors),
    at(1, seen),
    told.length > 0 ? told.join(', ') : verdict,
  ];
}
