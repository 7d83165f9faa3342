import { expect, test } from '@playwright/test';
import { readableText } from '../../../src/analysis/experiment/readable-text.ts';

const read: [string, string, string][] = [
  ['tags and their attributes', '<p class="a" title="b">One <b>boat</b></p>', 'One boat'],
  ['scripts and styles', '<script>if (a < b) x()</script>Boat<style>p > a { color: red }</style>', 'Boat'],
  ['a script with attributes, in capitals', '<SCRIPT SRC="/x.js"\n defer>a</Script >Boat', 'Boat'],
  ['comments, also with markup in them', 'One <!-- <p>no</p>\n --> boat<!---->', 'One boat'],
  [
    'drawings, templates and what shows without scripts',
    '<svg><title>x</title></svg><template>y</template><noscript>z</noscript>Boat',
    'Boat',
  ],
  ['each of two scripts, and not what is between', '<script>1</script>Boat<script>2</script>', 'Boat'],
  ['line breaks and indents', '\n<ul>\n\t<li>One</li>\n\t<li>Two</li>\n</ul>\n', 'One Two'],
  ['nothing', '', ''],
];
for (const [what, html, text] of read) {
  test(`what people read, whatever there is of ${what}`, () => {
    expect(readableText(html)).toBe(text);
  });
}

test('words that are merely named like what nobody reads stay', () => {
  expect(readableText('<p>script</p><scripture>Boat</scripture><styled>Ship</styled>')).toBe(
    'script Boat Ship',
  );
});

test('an element of a name of its own hides nothing behind it', () => {
  expect(readableText('<svg-icon name="sea"></svg-icon>Boat<svg><path/></svg>')).toBe('Boat');
  expect(readableText('<style-guide>Boat</style-guide><style>p {}</style>')).toBe('Boat');
  expect(readableText('<svg/>Boat<svg></svg>')).toBe('Boat');
});
