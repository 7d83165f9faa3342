import { expect, test } from '@playwright/test';
import { type Answer, compareAnswers } from '../../../src/analysis/experiment/compare-answers.ts';
import { AnswerComparison } from '../../../src/sample/experiment.ts';

const request = '/api/search?q=boat';

const said = (contentType: string, body: string, status = 200): Answer => ({ status, contentType, body });
const json = (value: unknown, status = 200) => said('application/json', JSON.stringify(value), status);
const page = (body: string) => said('text/html; charset=utf-8', body);
const text = (body: string) => said('text/plain', body);

function compared(base: Answer, variant: Answer, ignore?: string[]): AnswerComparison {
  const found = compareAnswers([{ request, base, variant }], ignore);
  expect(AnswerComparison.parse(structuredClone(found))).toEqual(found);
  return found;
}

const alike: [string, Answer, Answer][] = [
  [
    'JSON with another field order and other whitespace',
    said('text/plain', '{"a":1,\n "b":2}'),
    json({ b: 2, a: 1 }),
  ],
  [
    'pages with different markup, scripts and attributes',
    page('<p class="a">Boat</p>'),
    page('<div><script>1</script> Boat</div>'),
  ],
  ['the same text', text('here you are'), text('here you are')],
  ['two empty answers', text(''), text('')],
];
for (const [what, base, variant] of alike) {
  test(`${what} count as the same answer`, () => {
    expect(compared(base, variant)).toEqual({ asked: 1, same: 1, differences: [] });
  });
}

const different: [string, Answer, Answer, at: string, base: string, variant: string][] = [
  [
    'a field',
    json({ hits: [{ title: 'ship' }] }),
    json({ hits: [{ title: 'boat' }] }),
    'hits.0.title',
    '"ship"',
    '"boat"',
  ],
  ['a missing field', json({ a: 1, b: null }), json({ a: 1 }), 'b', 'null', 'nothing'],
  ['JSON that is a single value', json('ship'), json('boat'), 'the answer', '"ship"', '"boat"'],
  [
    'the text of a page',
    page('<p>One ship</p>'),
    page('<p>One boat</p>'),
    'the answer',
    'One ship',
    'One boat',
  ],
  // Two spaces make a different text, but the same page.
  ['whitespace in a text', text('a b'), text('a  b'), 'the answer', 'a b', 'a  b'],
  ['a longer text', text('boat'), text('boats'), 'the answer', 'boat', 'boats'],
  ['a page instead of JSON', json({ a: 1 }), page('<p>no</p>'), 'the answer', '{"a":1}', '<p>no</p>'],
  ['a different status', json({ a: 1 }), json({ a: 1 }, 500), 'the answer', 'status 200', 'status 500'],
  ['a redirect', json({ a: 1 }), said('', '', 302), 'the answer', 'status 200', 'status 302'],
  [
    'no answer at all',
    json({ a: 1 }),
    { failure: 'connect ECONNREFUSED' },
    'the answer',
    'status 200',
    'connect ECONNREFUSED',
  ],
];
for (const [what, base, variant, at, ofBase, ofVariant] of different) {
  test(`${what} is a difference, reported with its path`, () => {
    expect(compared(base, variant)).toEqual({
      asked: 1,
      same: 0,
      differences: [{ request, at, base: ofBase, variant: ofVariant }],
    });
  });
}

test('ignored names are left out of JSON, and of JSON only', () => {
  const answer = (took: number, title = 'boat') => json({ took, hits: [{ took, title }] });
  expect(compared(answer(1), answer(2), ['took']).same).toBe(1);
  expect(compared(answer(1), answer(2, 'ship'), ['took']).differences[0]?.at).toBe('hits.0.title');
  expect(compared(answer(1), answer(2)).differences[0]?.at).toBe('took');
  expect(compared(text('took 1'), text('took 2'), ['took']).same).toBe(0);
});

test('requests that the base itself did not answer are left out', () => {
  const good = json({ a: 1 });
  const asked = ([{ failure: 'timeout' }, json({}, 404), json({}, 500), json({}, 400)] as Answer[]).map(
    (base) => ({
      request,
      base,
      variant: good,
    }),
  );
  expect(compareAnswers(asked)).toEqual({ asked: 0, same: 0, differences: [] });
  const more = [...asked, { request, base: good, variant: good }, { request, base: good, variant: json({}) }];
  expect(compareAnswers(more)).toMatchObject({ asked: 2, same: 1 });
  expect(compareAnswers([])).toEqual({ asked: 0, same: 0, differences: [] });
});

test('differences are in the order of the requests', () => {
  const asked = ['/a', '/b', '/c'].map((path) => ({
    request: path,
    base: text(path),
    variant: text(path === '/b' ? path : 'x'),
  }));
  const { differences, ...counts } = compareAnswers(asked);
  expect(counts).toEqual({ asked: 3, same: 1 });
  expect(differences.map((difference) => difference.request)).toEqual(['/a', '/c']);
});

test('a long text is cut shortly before the difference and after it', () => {
  const long = (middle: string) => text(`${'a'.repeat(500)}${middle}${'z'.repeat(500)}`);
  const [difference] = compared(long('ship'), long('boat')).differences;
  expect(difference?.base).toBe(`…${'a'.repeat(30)}ship${'z'.repeat(85)}…`);
  expect(difference?.variant).toBe(`…${'a'.repeat(30)}boat${'z'.repeat(85)}…`);
  const [field] = compared(json({ a: 'x'.repeat(500) }), json({ a: 1 })).differences;
  expect(field?.base).toBe(`"${'x'.repeat(118)}…`);
  expect(field?.base).toHaveLength(120);
});
