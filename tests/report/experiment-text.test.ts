import { expect, test } from '@playwright/test';
import { renderExperimentTerminal } from '../../src/report/experiment/experiment-terminal.ts';
import { answersText, findingOf } from '../../src/report/experiment/experiment-words.ts';
import { variableText } from '../../src/report/experiment/variable-text.ts';
import type { ExperimentResult } from '../../src/sample/experiment.ts';
import { expectGolden } from './golden.ts';
import {
  type SmallExperiment,
  smallExperiment,
  withOtherAnswers,
  worseExperiment,
} from './known/small-experiment.ts';

const terminal = ({ result, comparison }: SmallExperiment, width = 110, colours = false) =>
  renderExperimentTerminal(result, comparison, { width, colours });

test('the terminal report of an experiment matches its golden file', () => {
  expectGolden('experiment-terminal.golden.txt', terminal(smallExperiment()));
});

test('the terminal report of an experiment with different answers matches its golden file', () => {
  expectGolden('other-answers-terminal.golden.txt', terminal(withOtherAnswers(worseExperiment(), 5)));
});

const heads: [Partial<ExperimentResult>, string][] = [
  [{}, '✓ Better: An index'],
  [{ outcome: 'worse' }, '✗ Worse: An index'],
  [{ outcome: 'no difference' }, '= No difference: An index'],
  [{ outcome: 'not decided', answers: { asked: 'same' } }, '? Inconclusive: An index'],
];
for (const [changes, head] of heads) {
  test(`the first line is “${head} …”`, () => {
    const { result, comparison } = smallExperiment();
    expect(terminal({ result: { ...result, ...changes }, comparison }).split('\n')[1]).toContain(`  ${head}`);
  });
}

test('at most four reasons and three differences are shown, each on at most three lines', () => {
  const { result, comparison } = withOtherAnswers(smallExperiment(), 5);
  const reasons = ['one', 'two', 'three', 'four', 'five'].map((word) => `${word} `.repeat(200));
  const lines = terminal({ result: { ...result, reasons }, comparison }).split('\n');
  const listed = lines.filter((line) => line.startsWith('  - ')).map((line) => line.split(' ')[3]);
  expect(listed).toEqual(['one', 'two', 'three', 'four', ...Array(3).fill(expect.stringContaining('/api/'))]);
  expect(lines.filter((line) => line.includes('one one'))).toHaveLength(3);
});

test('the answers are summarised in a sentence', () => {
  const found = { asked: 60, same: 58, differences: [] };
  const { result } = withOtherAnswers(smallExperiment(), 2);
  expect(answersText({ asked: 'same', found })).toBe('Both sides gave the same answers to 60 requests.');
  expect(answersText({ asked: 'same', found: { ...found, asked: 1 } })).toBe(
    'Both sides gave the same answers to 1 request.',
  );
  expect(answersText(result.answers)).toBe('2 of 60 requests got different answers.');
  expect(answersText({ ...result.answers, asked: 'may differ' })).toBe(
    '2 of 60 requests got different answers, which is allowed.',
  );
  const nothing = 'No answers could be compared.';
  expect(answersText({ asked: 'same' })).toBe(nothing);
  expect(answersText({ asked: 'same', found: { asked: 0, same: 0, differences: [] } })).toBe(nothing);
});

test('different answers override any outcome, unless they may differ', () => {
  const { result } = withOtherAnswers(smallExperiment(), 1);
  for (const outcome of ['better', 'worse', 'no difference', 'not decided'] as const) {
    expect(findingOf({ ...result, outcome })).toBe('other answers');
    expect(findingOf({ ...result, outcome, answers: { ...result.answers, asked: 'may differ' } })).toBe(
      outcome,
    );
  }
});

for (const width of [40, 60, 80, 140]) {
  test(`the terminal report of an experiment fits ${width} columns`, () => {
    const lines = terminal(withOtherAnswers(worseExperiment('x'.repeat(200)), 5), width).split('\n');
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(width);
    expect(lines.some((line) => line.includes('▼') && line.endsWith('faster'))).toBe(true);
  });
}

test('colours are used only on request', () => {
  expect(terminal(smallExperiment())).not.toContain('\u001b');
  expect(terminal(smallExperiment(), 100, true)).toContain('\u001b[32m  ✓ Better');
});

test('titles, reasons and answers cannot control the terminal', () => {
  const attack = '\u001b[2J\u001b]0;title\u0007\u202e\u0000\u009b2J\r\n\n';
  const text = terminal(withOtherAnswers(worseExperiment(attack), 3, attack));
  expect(text).toContain('Different answers: An index');
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

const variables: [Record<string, string>, string][] = [
  [{}, ''],
  [{ TARGET_FAULTS: 'no-cache,tiny-cache=5' }, 'TARGET_FAULTS=no-cache,tiny-cache=5'],
  [{ A: '', URL: 'http://127.0.0.1:3000/' }, 'A= URL=http://127.0.0.1:3000/'],
  [{ A: 'one two' }, "A='one two'"],
  [{ A: "it's" }, "A='it'\\''s'"],
  [{ A: '$(reboot)' }, "A='$(reboot)'"],
  [{ A: '`x`;y', B: '*' }, "A='`x`;y' B='*'"],
  [{ A: 'a\n' }, "A='a\n'"],
];
for (const [set, text] of variables) {
  test(`${JSON.stringify(set)} is written in shell syntax`, () => {
    expect(variableText(set)).toBe(text);
  });
}
