import { relative } from 'node:path';
import { type Crew, titleOf } from '../../load/seats.ts';
import { InputError } from '../../project/input-error.ts';
import { writtenJourneys } from '../../project/project-files.ts';
import type { PlaywrightWords } from './playwright-words.ts';

const chooseJourneys = 'choose journeys by the names of their files, or by --grep';

/** Options of Playwright with which other users would come than were planned, or nobody would conclude the run, and what to do instead. */
const refused: Record<string, string> = {
  '--last-failed': chooseJourneys,
  '--only-changed': chooseJourneys,
  '--test-list': chooseJourneys,
  '--test-list-invert': chooseJourneys,
  '--shard': 'the users of a run are active at the same time; for fewer users, set FOOTFALL_USERS',
  '--repeat-each': 'the users repeat their journeys by themselves; for more users, set FOOTFALL_USERS',
  '--retries': 'a user who is lost does not come back; leave it out',
  '--no-deps': 'the budgets are judged after the users have left; leave it out',
  '--reporter':
    "Footfall's own reporter judges the run; leave it out (reports/latest has the results as files)",
  '--ui': 'a run is started as a whole; leave it out',
  '--ui-host': 'a run is started as a whole; leave it out',
  '--ui-port': 'a run is started as a whole; leave it out',
};

/**
 * Which users' tests Playwright runs. Its filters choose journeys; nothing may choose among the users of a journey, because the
 * others would be waited for.
 *
 * @param root the project folder
 * @returns whether the test of a crew is chosen
 * @throws {InputError} for filters that match no journey, and for options that cannot be planned
 */
export function chosenTests({ filters, options }: PlaywrightWords, root: string): (crew: Crew) => boolean {
  refuseOptions(options);
  const journeys = writtenJourneys(root);
  const fileOf = new Map(journeys.map(({ name, file }) => [name, file]));
  const files = filters.map((filter) => {
    const line = /:\d+(:\d+)?$/.exec(filter)?.[0];
    if (line !== undefined) {
      throw new InputError(
        `${filter}: users are not chosen by line; leave out "${line}", or name the journey with --grep`,
      );
    }
    const pattern = patternOf(filter);
    if (!journeys.some(({ file }) => pattern.test(file))) {
      const known = [...new Set(fileOf.values())].map((file) => relative(root, file));
      throw new InputError(`no journey's file matches "${filter}"; there are ${known.join(', ')}`);
    }
    return pattern;
  });
  const { grep, grepInvert } = options;
  const wanted = grep === undefined ? undefined : patternOf(grep);
  const unwanted = grepInvert === undefined ? undefined : patternOf(grepInvert);
  return (crew) => {
    const file = fileOf.get(crew.journey) ?? '';
    // Playwright's full title of the test.
    const title = `users ${relative(root, file)} ${titleOf(crew)}`;
    return (
      (files.length === 0 || files.some((pattern) => pattern.test(file))) &&
      wanted?.test(title) !== false &&
      unwanted?.test(title) !== true
    );
  };
}

function refuseOptions({ list, project, ...options }: PlaywrightWords['options']): void {
  for (const [option, instead] of Object.entries(refused)) {
    // Commander's name of it: true for --no-deps unless that is given.
    const name = option
      .replace(/^--(no-)?/, '')
      .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const isGiven = option.startsWith('--no-') ? options[name] === false : options[name] !== undefined;
    // A list can be reported in any way.
    if (isGiven && !(list && option === '--reporter'))
      throw new InputError(`Footfall cannot run with Playwright's ${option}: ${instead}`);
  }
  if (project && !project.includes('users'))
    throw new InputError(
      `Footfall cannot run with Playwright's --project ${project.join(' ')}: without the project "users" there is nothing to judge; leave it out`,
    );
}

/** As Playwright reads it: a word, or an expression between slashes with its flags. */
function patternOf(text: string): RegExp {
  const [, expression = text, flags = 'i'] = /^\/(.*)\/([gi]*)$/.exec(text) ?? [];
  try {
    // With g, an expression would go on where it matched last.
    return new RegExp(expression, flags.replaceAll('g', ''));
  } catch (error) {
    throw new InputError(`"${text}" is no regular expression: ${(error as Error).message}`);
  }
}
