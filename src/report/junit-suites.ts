import { plainText } from '../sample/plain-text.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

export interface JunitCase {
  name: string;
  outcome: 'pass' | 'failure' | 'skipped' | 'error';
  message: string;
  /** A message for a case that passed. */
  note?: string;
}

function suite(name: string, cases: JunitCase[]): string {
  const count = (outcome: JunitCase['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  const lines = cases.map((one) => {
    const head = `    <testcase classname="${escaped(name)}" name="${escaped(one.name)}"`;
    if (one.note !== undefined) {
      return `${head}>\n      <system-out>${escaped(one.note)}</system-out>\n    </testcase>`;
    }
    return one.outcome === 'pass'
      ? `${head}/>`
      : `${head}>\n      <${one.outcome} message="${escaped(one.message)}"/>\n    </testcase>`;
  });
  return [
    `  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}">`,
    ...lines,
    '  </testsuite>',
  ].join('\n');
}

/** The named suites as one JUnit file. */
export function junitSuites(suites: Iterable<[name: string, cases: JunitCase[]]>): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="footfall">',
    ...[...suites].map(([name, cases]) => suite(name, cases)),
    '</testsuites>',
    '',
  ].join('\n');
}
