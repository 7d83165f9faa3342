import { html } from './markup.ts';

/** The page: typography, colour, tables. One accent; outcome colours that colour-blind readers can distinguish too. */
export const pageStyle = html`
:root {
  --ground: #faf9f6; --surface: #ffffff; --ink: #1b1f24; --quiet: #5c646e; --line: #e4e1da; --soft: #f0eee8;
  --accent: #2558a6; --accent-soft: #d3dff0;
  --pass: #0b7264; --fail: #b93a12; --inconclusive: #7a6100; --invalid: #6a3f8f;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  --mono: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #13161a; --surface: #1a1e23; --ink: #eae8e3; --quiet: #a0a8b2; --line: #2d333a; --soft: #22272d;
    --accent: #85b4f2; --accent-soft: #26405f;
    --pass: #55c7b2; --fail: #ff8f66; --inconclusive: #e3c35c; --invalid: #c69be8;
  }
}
* { box-sizing: border-box; margin: 0; padding: 0; }
html { -webkit-text-size-adjust: 100%; }
body {
  max-width: 1080px; margin: 0 auto; padding: 32px 40px 64px; background: var(--ground); color: var(--ink);
  font: 16px/1.5 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
b { font-weight: 600; }
ul { list-style: none; }
code { font: 13px/1.5 var(--mono); }
.pass { --tone: var(--pass); } .fail { --tone: var(--fail); }
.inconclusive, .warn { --tone: var(--inconclusive); } .invalid { --tone: var(--invalid); }

.masthead { display: flex; flex-wrap: wrap; gap: 2px 20px; color: var(--quiet); font-size: 14px; }
.masthead b { color: var(--ink); }
.masthead .url { margin-left: auto; }
.verdict { display: flex; align-items: center; gap: 10px; margin-top: 56px; color: var(--tone); font-size: 18px; font-weight: 600; }
.verdict .icon { width: 28px; height: 28px; }
h1 { max-width: 25em; margin-top: 12px; font-size: clamp(25px, 3.6vw, 38px); font-weight: 600; line-height: 1.2; letter-spacing: -0.018em; text-wrap: balance; }
.reasons { max-width: 48em; margin-top: 18px; color: var(--quiet); }
.reasons li + li { margin-top: 4px; }
.key-figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 28px 32px; margin-top: 44px; padding: 28px 0; border: solid var(--line); border-width: 1px 0; }
.key-figures dt { font-size: 14px; font-weight: 600; }
.key-figures dd b { display: block; margin: 2px 0; font-size: 32px; line-height: 1.2; letter-spacing: -0.02em; white-space: nowrap; }
.key-figures dd span { display: block; color: var(--quiet); font-size: 13.5px; line-height: 1.4; }
.trust { padding: 24px 0 28px; border-bottom: 1px solid var(--line); }
.trust h2 { margin-bottom: 14px; font-size: 16px; letter-spacing: 0; }
.trust dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 20px 32px; }
.trust dt { color: var(--quiet); font-size: 14px; }
.trust dd b { display: block; font-size: 20px; line-height: 1.35; }
.trust dd span { display: block; max-width: 30em; color: var(--quiet); font-size: 13.5px; line-height: 1.4; }
.trust .doubtful b { color: var(--inconclusive); }
.key-figures:has(+ .trust) { border-bottom-width: 0; padding-bottom: 4px; }
.misfit { margin: 12px 0 0; } .misfit img { max-width: min(100%, 480px); border: 1px solid var(--line); }
.warning b { color: var(--ink); }
.warning { max-width: 56em; margin-top: 20px; padding-left: 14px; border-left: 3px solid var(--inconclusive); color: var(--quiet); font-size: 14.5px; }

section { margin-top: 72px; }
main.invalid :is(.outcome, .count, .limit-bar .fill) { filter: grayscale(1); } main.invalid .limit-bar .fill { opacity: 0.6; }
main.invalid > .warning { margin-top: 56px; }
h2 { font-size: 24px; font-weight: 600; letter-spacing: -0.012em; line-height: 1.25; }
h3 { margin: 22px 0 6px; font-size: 14px; font-weight: 600; }
.lead { max-width: 46em; text-wrap: pretty; margin: 6px 0 22px; color: var(--quiet); }
.icon { flex: none; width: 18px; height: 18px; stroke: var(--tone); fill: none; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.outcome .icon { align-self: center; }
.outcome { display: inline-flex; align-items: baseline; gap: 6px; color: var(--tone); font-weight: 600; white-space: nowrap; }

.targets li { display: grid; grid-template-columns: 1fr auto; gap: 4px 24px; align-items: baseline; padding: 18px 0 20px; border-top: 1px solid var(--line); }
.targets li:last-child { border-bottom: 1px solid var(--line); }
.targets .what { font-weight: 600; }
.targets .what::first-letter { text-transform: uppercase; }
.targets .outcome { justify-self: end; }
.targets .figure { color: var(--quiet); }
.targets .figure b { margin-right: 4px; color: var(--ink); font-size: 20px; }
.targets .distance { color: var(--quiet); font-size: 14.5px; text-align: right; max-width: 30em; }
.targets .limit-bar { grid-column: 1 / -1; grid-row: 3; margin-top: 8px; height: 12px; }
.targets .what, .targets .outcome { grid-row: 1; } .targets .figure, .targets .distance { grid-row: 2; }

details > summary { width: fit-content; padding: 8px 0; color: var(--accent); font-size: 14.5px; cursor: pointer; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
details.journey { border-top: 1px solid var(--line); }
details.journey:last-of-type { border-bottom: 1px solid var(--line); }
details.journey > summary { display: flex; flex-wrap: wrap; gap: 4px 18px; width: auto; padding: 13px 0; color: var(--ink); font-size: 16px; }
details.journey > summary::before { content: '▸'; width: 12px; color: var(--quiet); }
details.journey[open] > summary::before { content: '▾'; }
details.journey > summary b { flex: 1; min-width: 9em; }
.count { color: var(--tone); font-size: 14.5px; }

table { width: 100%; border-collapse: collapse; font-size: 14.5px; }
th, td { padding: 8px 14px 8px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: 13px; white-space: nowrap; }
caption { padding-bottom: 8px; color: var(--quiet); font-size: 13.5px; text-align: left; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.scroll { position: relative; overflow-x: auto; } .scroll th { min-width: 6em; } .scroll tbody th:not(.number) { min-width: 13em; } .scroll.tall { max-height: 26em; overflow-y: auto; }
.budgets { table-layout: fixed; margin-bottom: 18px; }
.budgets th.number { width: 6.5em; } .budgets th:nth-child(4) { width: 11.5em; } .budgets th:last-child { width: 9.5em; }
.budgets th small { display: block; color: var(--quiet); font-size: 13.5px; }
.budgets .bar { vertical-align: middle; }
.budgets tr.reason td { padding-top: 0; color: var(--quiet); }
.targets .meaning { grid-column: 1 / -1; grid-row: 5; color: var(--quiet); font-size: 14.5px; }
.budgets tr:has(+ tr.reason) > * { border-bottom: 0; }
.stacked .number + :not(.number) { padding-left: 28px; }
.stacked small { display: block; color: var(--quiet); font-size: 13.5px; }
.errors code { white-space: pre-wrap; }
.errors .number { width: 4em; text-align: left; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.facts { border-top: 1px solid var(--line); margin-top: 20px; }
.facts div { display: grid; grid-template-columns: 13em 1fr; gap: 2px 24px; padding: 11px 0; border-bottom: 1px solid var(--line); }
.facts dd { color: var(--quiet); max-width: 44em; }
footer { margin-top: 64px; color: var(--quiet); font-size: 13.5px; }

@media (max-width: 720px) {
  body { padding: 20px 20px 48px; }
  .masthead .url { margin-left: 0; }
  .verdict { margin-top: 36px; }
  .key-figures { grid-template-columns: 1fr 1fr; gap: 24px 20px; }
  .trust dl { grid-template-columns: 1fr; gap: 14px; }
  .trust dl div { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; align-items: baseline; }
  .trust dd { display: contents; } .trust dd span { grid-column: 1 / -1; }
  .key-figures dd b { font-size: 27px; }
  section { margin-top: 56px; }
  .targets li { grid-template-columns: 1fr auto; }
  .targets .distance { grid-column: 1 / -1; grid-row: 4; text-align: left; margin-top: 6px; }
  .targets .figure { grid-column: 1 / -1; }
  .facts div { grid-template-columns: 1fr; }
  .budgets thead { display: none; }
  .budgets, .budgets tbody { display: block; }
  .budgets tr { display: grid; grid-template-columns: 1fr 1fr; gap: 2px 16px; padding: 12px 0; border-bottom: 1px solid var(--line); }
  .budgets tr > * { width: auto; padding: 0; border: 0; text-align: left; }
  .budgets th { grid-column: 1; } .budgets .state { grid-column: 2; grid-row: 1; width: auto; text-align: right; }
  .budgets .bar { grid-column: 1 / -1; width: auto; padding: 6px 0; }
  .stacked, .stacked tbody, .stacked caption { display: block; } .stacked thead { display: none; }
  .stacked tr { display: flex; flex-wrap: wrap; gap: 2px 18px; padding: 12px 0; border-bottom: 1px solid var(--line); }
  .stacked tr > *, .stacked .number + :not(.number) { padding: 0; border: 0; } .stacked :is(th, .script) { flex: 1 0 100%; }
  :is(.budgets, .stacked) .number::before { content: attr(data-name) ' '; color: var(--quiet); }
  .budgets .number:empty { display: none; }
  .budgets tr.reason { display: block; padding-top: 0; } .budgets tr:has(+ tr.reason) { border-bottom: 0; padding-bottom: 4px; }
  .errors thead { display: none; } .errors tr { display: block; padding: 10px 0; border-bottom: 1px solid var(--line); }
  .errors td { display: inline; padding: 0 8px 0 0; border: 0; } .errors td:last-child { display: block; padding-top: 4px; }
}
@media print {
  @page { margin: 14mm; }
  :root { --ground: #fff; --ink: #000; --quiet: #444; }
  body { max-width: none; padding: 0; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section { margin-top: 28px; } .verdict { margin-top: 24px; } .lead { margin-bottom: 10px; } h2, h3 { break-after: avoid; }
  table { font-size: 8.5pt; } th, td { padding-block: 3px; } .facts div { padding: 4px 0; } .targets li { padding: 8px 0; }
  .targets li, .row, figure, tr, .facts div { break-inside: avoid; } .budgets tr:has(+ tr.reason) { break-after: avoid; }
  details:not(.journey, [open]), h3:has(+ details:not(.journey, [open])) { display: none; } .film { display: none !important; }
  details.journey:not(.slow-query)::details-content { content-visibility: visible; }
  .budgets { table-layout: auto; } .budgets th:is(.number, :nth-child(4), :last-child) { width: auto; } .budgets tbody th { min-width: 19em; } .budgets th small { display: inline; }
  .scroll, .scroll.tall { overflow: visible; max-height: none; }
}
@media not print { .on-paper { display: none; } }
`;
