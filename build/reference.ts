import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Settled } from '../src/capture/step-spec.ts';
import { footfallProgram } from '../src/cli/program.ts';
import { allSettings } from '../src/project/all-settings.ts';
import type { Setting } from '../src/project/setting.ts';
import type { Workload } from '../src/sample/workload.ts';
import type { Action } from '../src/user/action.ts';
import type { JourneyContext } from '../src/user/walk.ts';

/** Makes `docs/reference.md` from the code: a setting, a command or a field that is not described here does not compile. */

const root = resolve(import.meta.dirname, '..');

const workloadFields: Record<keyof Workload, string> = {
  name: 'the name of the file',
  model: '`closed`: a user starts its next step after the last one has been answered and thought over',
  users: 'users at the same time, 1 to 1000',
  usersPerWorker: 'how many of them share a Playwright worker (default: 1)',
  seed: 'the same seed gives the same queries, choices and pace',
  mix: 'journey → weight: how the users are dealt out',
  thinkTimeMs: '`{ min, max }`, drawn uniformly before every step',
  keyDelayMs: '`{ min, max }`, drawn uniformly before every key but the first',
  typing:
    '`letters` (default), `words` or `last letter`: what is typed key by key; the rest is inserted at once',
  rampMs: 'the users start within this time; what happens in it is not judged',
  steadyStateMs: 'what is judged; at least 1000',
  stepTimeoutMs: 'a step that has not settled by then is a time-out',
  viewport: '`{ width, height }` in CSS pixels; runs with different viewports do not compare',
  budgets: 'files under `perf-budgets/`, without `.json`, that judge it',
  audits: 'whether Lighthouse audits the pages after the users have left (default: no)',
};

const contextFields: Record<keyof JourneyContext, string> = {
  user: '`user.step(name, action)` takes one step: thinks, acts, and waits until the page shows the result',
  queries:
    '`queries.draw(...kinds)` draws an entry of `workloads/query-log.ndjson`, `queries.last()` is the one drawn last',
  url: 'address of the product’s home page',
  random: 'the user’s own seeded draws: `share()`, `between(min, max)`, `pick(list)`',
};

const actionFields: Record<keyof Action, string> = {
  kind: '`query`, `suggestion` or `navigation`: the group of budgets that the step belongs to',
  startsWith:
    'the input that is timed: `keydown` (the last key), `click`, `pointerup` (a drag), `wheel`, `drop`, `call` (history) or `navigation`',
  settled: 'how the page shows that the step is done, see below',
  shows:
    '`(page) => page.getByText(…)`: a locator of what the user waits for, instead of a selector in `settled`',
  aim: '`{ selector, choice }`: the element to click; `choice` is 0 for the first visible match and up to 1 for the last',
  typed: 'text that is typed key by key; without `act`, its last key is the input that is timed',
  refused: 'a selector of something that the page shows instead of an answer: the step fails with its text',
  begin: '`(page, aim) => …`, before the first key, such as the click into the search box',
  act: '`(page, aim) => …` sends the input that is timed',
};

const settledFields: Record<keyof Settled, string> = {
  selector: 'an element that must be in the page',
  attribute:
    "`{ name, value }` of the first match; `{ name, valueOf: 'link' }` is the address of the clicked link",
  text: 'text that the first match (without a selector, the body) must show',
  count: '`{ min, max }`: how many elements must match',
  url: "the document’s address; `{ valueOf: 'link' }` is that of the clicked link",
  changed: '`true`: what matches the selector must show other texts or links than when the user acted',
  gone: 'a selector that nothing visible may match, such as a skeleton or a spinner',
  response:
    'part of the address of requests that began after the input, or `{ url, method, body }`; at least one, and all of them, must be answered',
  quietMs: 'nothing visible may change for this long; the step ends at the last change before',
  within: 'only changes inside these elements count',
  without: 'changes inside these elements do not count',
  ignoredRequests: 'parts of the addresses of requests that have nothing to do with the result',
};

const table = (heads: string[], rows: string[][]) =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const cell = (text: string) => text.replaceAll('|', '\\|');

const fields = (described: Record<string, string>) =>
  table(
    ['field', 'meaning'],
    Object.entries(described).map(([name, meaning]) => [`\`${name}\``, meaning]),
  );

function settingRows(): string[][] {
  return Object.values<Setting<unknown>>(allSettings).map(
    ({ key, variable, flag, means, example, usually }) => [
      `\`${key}\``,
      [variable, flag].flatMap((name) => (name === undefined ? [] : [`\`${name}\``])).join(' '),
      `${means} Example: \`${example}\``,
      usually,
    ],
  );
}

function commandHelp(command: Command): string[] {
  const { commands } = command;
  if (commands.length > 0) return commands.flatMap((one) => (isHidden(one) ? [] : commandHelp(one)));
  return [`### ${nameOf(command)}\n\n\`\`\`\n${command.helpInformation().trim()}\n\`\`\``];
}

const isHidden = (command: Command) => (command as Command & { _hidden?: boolean })._hidden === true;

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

/** Names that a module of the public interface exports. */
function exportsOf(file: string): string {
  const source = readFileSync(join(root, 'src', file), 'utf8');
  const listed = [...source.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, type, names]) =>
    (names as string).split(',').map((name) => ({ name: name.trim(), isType: type !== undefined })),
  );
  const declared = [...source.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(([, name]) => ({
    name: name as string,
    isType: false,
  }));
  return [...listed, ...declared]
    .filter(({ name }) => name !== '')
    .map(
      ({ name, isType }) =>
        `\`${name.replace(/^type /, '')}\`${isType || name.startsWith('type ') ? ' (type)' : ''}`,
    )
    .sort()
    .join(', ');
}

export function referencePage(): string {
  const program = footfallProgram().configureHelp({ helpWidth: 100 });
  for (const command of program.commands) {
    for (const one of [command, ...command.commands]) one.configureHelp({ helpWidth: 100 });
  }
  return `# Reference

Made from the code by \`npm run reference\`; a test compares the two.

## Imports

- \`footfall\`: ${exportsOf('index.ts')}
- \`footfall/config\`: ${exportsOf('config.ts')}
- \`footfall/schemas/*.schema.json\`: JSON Schemas of the files that Footfall reads and writes

Playwright is a peer dependency (1.62 or later, below 2): the project's own is used.

## Settings

A flag wins over the environment, that over \`.env\` in the project's folder, and that over \`footfallConfig()\`.
\`npx footfall doctor --settings\` shows what holds in a project and where it comes from. An empty variable counts as not set, and
hides the line of \`.env\`.

${table(['in \`footfallConfig()\`', 'variable, flag', 'meaning', 'default'], settingRows())}

\`footfallConfig()\` takes an object with these keys (nested at the dots), or a function of the environment that returns one.
\`target.health.facts\` maps names to places in the health page's JSON, such as \`{ documents: 'index.documents' }\`; budgets can limit the
fact \`documents\`. What the configuration says of its own product (\`command\`, \`sources\`, \`queriesPath\`) does not hold for another one that
\`FOOTFALL_TARGET\` or \`--target\` names.

## Started by Playwright

\`npx playwright test\` is \`npx footfall run\` with the settings of environment, \`.env\` and \`footfallConfig()\`. What Playwright chooses is
what is planned: \`npx playwright test look-up\` (a part of a file's path), \`--grep "look up"\` or \`--grep-invert "look up"\` leaves all users
of the workload to the chosen journeys, by their weights; the budgets of the others are left out, and the workload is called
\`peak (look up)\`, because its figures do not compare with those of the whole. \`--list\` lists the tests of such a run, and starts nothing.

Users start together and one reporter judges them, so these are refused: \`file:line\`, \`--shard\`, \`--last-failed\`, \`--only-changed\`,
\`--test-list\`, \`--test-list-invert\`, \`--repeat-each\`, \`--retries\`, \`--no-deps\`, \`--project\` without \`users\`, \`--reporter\`, \`--ui\`,
and a \`--grep\` that chooses single users. Fewer users: \`FOOTFALL_USERS=5 npx playwright test\`.

\`target.command\` is started unless the product is up, writes to \`reports/target.log\`, and is stopped with all that it started when
Playwright ends: by itself, by Ctrl-C (once ends the run with a report, twice at once) or by a signal, SIGKILL included. It then takes some
seconds until the last process is gone. The exit code is Playwright's: 0 if the run passed, else 1; 130 after a second Ctrl-C.

## Files of a project

The project is the nearest folder upwards with a \`playwright.config.ts\` (or \`.mts\`, \`.cts\`, \`.js\`, \`.mjs\`, \`.cjs\`); \`--config\` names another.

| file | what it is |
| --- | --- |
| \`playwright.config.ts\` | exports the result of \`footfallConfig()\` |
| \`journeys/*.journey.ts\` | journeys |
| \`workloads/<name>.ts\` | workloads; \`footfall run\` in a project without any gives ten users who walk all journeys for a minute, and \`compare\` without one of that name twelve who walk them faster |
| \`workloads/query-log.ndjson\` | what people search for, one \`{"text": "small boat", "kind": "frequent", "filter": {"facet": "value"}}\` a line; \`kind\` is any name, \`filter\` is optional |
| \`perf-budgets/<name>.json\` | limits ([budgets.md](budgets.md)); \`lighthouse.json\` those of pages ([audits.md](audits.md)), \`acceptance.json\` the targets that a report shows first |
| \`perf-budgets/baselines/<name>.json\` | baselines ([baselines.md](baselines.md)) |
| \`experiments/<name>.json\` | changes to be proven ([experiments.md](experiments.md)) |
| \`.env\` | settings of this machine; not for version control |
| \`reports/\` | runs; \`latest\` is the newest, \`target.log\` what the product printed |
| \`.footfall/\` | calibrations of this machine |

### Journeys

\`journey(name, async (context) => …)\` registers a journey; \`journey.extend({ search: ({ url, random }) => … })\` returns one that
gives its journeys more, such as a page model. A journey is given:

${fields(contextFields)}

An action, the second argument of \`user.step\`:

${fields(actionFields)}

\`settled\`; all that is given must hold:

${fields(settledFields)}

### Workloads

A workload file exports an object as its default, \`satisfies Workload\`:

${fields(workloadFields)}

## Environment of started products

\`target.command\` finds \`PORT\`, the port that it must listen on, and, when two copies are started (\`compare\`, \`experiment\`, \`tune\`),
\`FOOTFALL_COPY\`: \`base\` or \`head\`. It has to keep running, and is ended with everything that it started.

## Commands

Exit codes of all commands: 0 passed or done, 1 a budget was missed (of \`compare\` and \`ci\`: something is slower), 2 nothing was measured,
3 inconclusive or invalid.

${commandHelp(program).join('\n\n')}
`;
}
