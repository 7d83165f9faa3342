import { expect, test } from '@playwright/test';
import { readableText } from '../../../src/analysis/experiment/readable-text.ts';

const read: [string, string, string][] = [
  ['tags and their attributes', '<p class="a" title="b">One <b>boat</b></p>', 'One boat'],
  ['scripts and styles', '<script>if (a < b) x()</script>Boat<style>p > a { color: red }</style>', 'Boat'],
  ['an upper-case script with attributes', '<SCRIPT SRC="/x.js"\n defer>a</Script >Boat', 'Boat'],
  ['comments, even with markup in them', 'One <!-- <p>no</p>\n --> boat<!---->', 'One boat'],
  [
    'SVG, templates and noscript content',
    '<svg><title>x</title></svg><template>y</template><noscript>z</noscript>Boat',
    'Boat',
  ],
  ['two scripts with text between them', '<script>1</script>Boat<script>2</script>', 'Boat'],
  ['line breaks and indentation', '\n<ul>\n\t<li>One</li>\n\t<li>Two</li>\n</ul>\n', 'One Two'],
  ['an empty page', '', ''],
];
for (const [what, html, text] of read) {
  test(`readable text: ${what}`, () => {
    expect(readableText(html)).toBe(text);
  });
}

test('words and elements whose names only resemble removed ones are kept', () => {
  expect(readableText('<p>script</p><scripture>Boat</scripture><styled>Ship</styled>')).toBe(
    'script Boat Ship',
  );
});

test('a custom or self-closing element hides nothing after it', () => {
  expect(readableText('<svg-icon name="sea"></svg-icon>Boat<svg><path/></svg>')).toBe('Boat');
  expect(readableText('<style-guide>Boat</style-guide><style>p {}</style>')).toBe('Boat');
  expect(readableText('<svg/>Boat<svg></svg>')).toBe('Boat');
});
