const unprintable = [
  '\\u001b\\[[0-?]*[ -/]*[@-~]', // CSI sequences: colours, cursor
  '\\u001b\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)?', // OSC sequences: titles, links, clipboard
  '[\\u0000-\\u001f\\u007f-\\u009f]', // C0 and C1
  '[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]', // invisible characters and changes of text direction
  '[\\ufffe\\uffff]', // forbidden in XML
  '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]', // unpaired surrogates
].join('|');

const notPlain = new RegExp(unprintable, 'g');

/** What the command line writes itself: line ends, tabs, a line that redraws itself, and a text in one of its colours. */
const own = '^\\r\\u001b\\[2K|\\r?\\n|\\t|\\u001b\\[(?:1|2|31|32|33)m[^\\u001b]*\\u001b\\[0m';
const ownOrNotPlain = new RegExp(`(${own})|${unprintable}`, 'g');

/** External text on one line, without characters that a terminal, a browser or a parser would interpret. */
export function plainText(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(notPlain, '');
}

/** What is written to a terminal, without what would control it: only the colours and the redrawing of the command line itself. */
export function printable(text: string): string {
  return text.replace(ownOrNotPlain, (found, painted: string | undefined) =>
    painted === undefined ? '' : painted.startsWith('\u001b') ? paintedPlain(painted) : found,
  );
}

/** A colour ends in its own line, and holds nothing else that is interpreted. */
const paintedPlain = (painted: string): string => {
  const [begin = '', end = ''] = [painted.slice(0, painted.indexOf('m') + 1), '\u001b[0m'];
  return begin + printable(painted.slice(begin.length, -end.length)) + end;
};
