const unprintable = new RegExp(
  [
    '\\u001b\\[[0-?]*[ -/]*[@-~]', // CSI sequences: colours, cursor
    '\\u001b\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)?', // OSC sequences: titles, links, clipboard
    '[\\u0000-\\u001f\\u007f-\\u009f]', // C0 and C1
    '[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]', // invisible characters and changes of text direction
    '[\\ufffe\\uffff]', // forbidden in XML
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]', // unpaired surrogates
  ].join('|'),
  'g',
);

/** External text on one line, without characters that a terminal, a browser or a parser would interpret. */
export function plainText(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(unprintable, '');
}
