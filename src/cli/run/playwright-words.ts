import { Command } from 'commander';

/** What `playwright test` was started with. */
export interface PlaywrightWords {
  /** Regular expressions for the files of the tests that run. */
  filters: string[];
  /** Options by name: `lastFailed` for `--last-failed`. */
  options: { grep?: string; grepInvert?: string; list?: boolean; project?: string[] } & Record<
    string,
    unknown
  >;
}

/** In Playwright's own notation: all that take a value, and those without one that are asked for here. */
export const playwrightOptions = [
  '--add-reporter <reporter>',
  '--browser <browser>',
  '-c, --config <file>',
  '--debug [mode]',
  '--global-timeout <timeout>',
  '-g, --grep <grep>',
  '-G, --grep-invert <grep>',
  '-j, --workers <workers>',
  '--last-failed',
  '--last-failed-file <file>',
  '--list',
  '--max-failures <N>',
  '--no-deps',
  '--only-changed [ref]',
  '--output <dir>',
  '--project <project-name...>',
  '--repeat-each <N>',
  '--reporter <reporter>',
  '--retries <retries>',
  '--run-agents <mode>',
  '--shard <shard>',
  '--shuffle [seed]',
  '--test-list <file>',
  '--test-list-invert <file>',
  '--timeout <timeout>',
  '--trace <mode>',
  '--tsconfig <path>',
  '-u, --update-snapshots [mode]',
  '--ui',
  '--ui-host <host>',
  '--ui-port <port>',
  '--update-source-method <method>',
  '-x',
];

/** Reads the words after `playwright test` as Playwright does, which uses Commander too. */
export function readPlaywrightWords(words: string[]): PlaywrightWords {
  const command = new Command().argument('[filters...]').allowUnknownOption();
  for (const option of playwrightOptions) command.option(option);
  const end = words.indexOf('--');
  command.parse(end < 0 ? words : words.slice(0, end), { from: 'user' });
  // What is left besides the filters are options without a value.
  return { filters: command.args.filter((word) => !word.startsWith('-')), options: command.opts() };
}
