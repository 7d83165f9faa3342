import { chartStyle } from './charts/chart-style.ts';
import { type Content, html } from './markup.ts';
import { pageStyle } from './page-style.ts';

/**
 * A report as one self-contained file: no script, no font, no request. External text is escaped where it is inserted;
 * in addition, the content security policy lets nothing run.
 *
 * @param style in addition to the style of every page
 */
export function htmlDocument({
  title,
  style,
  body,
}: {
  title: string;
  style: Content;
  body: Content;
}): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}${chartStyle}${style}</style>
</head>
<body>
${body}
</body>
</html>
`.toString();
}
