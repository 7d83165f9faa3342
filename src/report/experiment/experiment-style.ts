import { html } from '../html/markup.ts';

/** Styles of experiments and tuning, in addition to the page of every report. */
export const experimentStyle = html`
h1 + .lead { margin-top: 14px; }
.facts code { color: var(--ink); }
.answers th { font-weight: 400; } .answers code { font-size: 12.5px; }
.attempt { padding: 20px 0 22px; border-top: 1px solid var(--line); }
.attempt:last-child { border-bottom: 1px solid var(--line); }
.attempt h3 { margin: 0; font-size: 17px; }
.attempt .head { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: baseline; justify-content: space-between; }
.attempt p { max-width: 52em; margin-top: 6px; }
.attempt .quiet { color: var(--quiet); font-size: 14.5px; }
.attempt table { margin-top: 12px; }
.kept { --tone: var(--pass); } .dropped { --tone: var(--fail); } .skipped { --tone: var(--quiet); }
.state { color: var(--tone); font-weight: 600; }
.before-after small { display: block; color: var(--quiet); font-size: 13px; }
.before-after .tag { color: var(--tone); font-weight: 600; white-space: nowrap; }
.before-after .faster { --tone: var(--pass); } .before-after .slower { --tone: var(--fail); }
.before-after .same, .before-after .unresolved { --tone: var(--quiet); }
pre { max-width: 100%; margin: 8px 0; padding: 10px 12px; border-radius: 4px; background: var(--soft); white-space: pre-wrap; }
.left li { max-width: 52em; padding: 10px 0 10px 14px; border-left: 3px solid var(--line); } .left li + li { margin-top: 6px; }
.left small { display: block; color: var(--quiet); font-size: 14px; }
`;
