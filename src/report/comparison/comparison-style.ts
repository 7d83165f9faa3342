import { html } from '../html/markup.ts';

/** Styles of a comparison, in addition to the page and charts of every report. */
export const comparisonStyle = html`
.slower { --tone: var(--fail); } .faster { --tone: var(--pass); }
.same { --tone: var(--quiet); } .unresolved { --tone: var(--inconclusive); }
.tag { color: var(--tone); font-weight: 600; white-space: nowrap; }
.key-figures .slower b, .key-figures .faster b, .key-figures .unresolved b { color: var(--tone); }
.key-figures b.none { color: var(--quiet) !important; opacity: 0.7; }
.how { margin-top: 20px; color: var(--quiet); font-size: 14.5px; }
small { color: var(--quiet); }

.changes .row { grid-template-columns: 13em 1fr 12.5em; min-height: 34px; }
.changes .value { display: grid; grid-template-columns: 1fr 7.4em; gap: 12px; align-items: baseline; text-align: left; }
.changes .value b { text-align: right; }
.changes .label small { display: block; font-size: 13px; } .changes .row:has(small) { min-height: 46px; }
.changes .unknown { color: var(--quiet); font-size: 14px; } .changes .row.unresolved:has(.unknown) .tag { grid-column: 2; }
.change { position: relative; height: 34px; background: linear-gradient(var(--line), var(--line)) center / 100% 1px no-repeat; }
.change i { position: absolute; }
.change .band { top: 5px; bottom: 5px; border-radius: 2px; background: var(--soft); }
.zero { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--quiet); opacity: 0.5; }
.change .whisker { top: 50%; height: 6px; margin-top: -3px; min-width: 3px; border-radius: 3px; background: var(--tone); opacity: 0.45; }
.change .point { top: 50%; width: 12px; height: 12px; margin: -6px 0 0 -6px; border-radius: 50%; background: var(--tone); }
.changes .same .point { border: 2px solid var(--tone); background: var(--ground); }
.changes .unresolved .point { border-radius: 2px; transform: rotate(45deg) scale(0.85); background: var(--tone); }
.changes .slower .point { border-radius: 0; clip-path: polygon(50% 4%, 100% 94%, 0 94%); width: 16px; height: 15px; margin: -9px 0 0 -8px; }
.changes .faster .point { border-radius: 0; clip-path: polygon(0 6%, 100% 6%, 50% 96%); width: 16px; height: 15px; margin: -7px 0 0 -8px; }
.change .outside { top: 50%; transform: translate(-50%, -50%); color: var(--tone); font-style: normal; }
.legend .key-point { display: none; } .legend li:is(.slower, .faster, .same, .unresolved) { color: var(--tone); }
.legend .key-band { background: var(--soft); outline: 1px solid var(--line); }

.parts { position: relative; }
.stack.parts > div { position: absolute; top: 0; bottom: 0; min-width: 0; }
.parts .less { flex-direction: row-reverse; }
.stack.parts i:is(:first-child, :last-child) { border-radius: 0; }
.stack.parts .zero { top: -8px; bottom: -8px; flex: none; }

.spreads { display: grid; grid-template-columns: repeat(auto-fill, minmax(20em, 1fr)); gap: 32px 48px; margin-top: 12px; }
.spread figcaption { margin-bottom: 12px; font-size: 14.5px; font-weight: 600; }
.spread figcaption small { display: block; font-size: 13px; font-weight: 400; }
.spread .plot { height: 170px; margin-left: 3.2em; border-bottom: 1px solid var(--line); }
.spread .seconds { margin: 6px 0 0 3.2em; white-space: nowrap; }
.spread .seconds span:last-child { transform: translateX(-100%); }
.count-of { margin-left: 3.7em; color: var(--quiet); font-size: 13px; }
.plot .line.base { stroke: var(--quiet); stroke-width: 2; stroke-dasharray: 5 3; }
.plot .line.head { stroke: var(--accent); stroke-width: 2.25; }
.key-side { border-radius: 0 !important; width: 22px !important; height: 0 !important; border-top: 2.5px solid var(--accent); }
.key-side.base { border-top: 2.5px dashed var(--quiet); }

.figures th small, .figures td small { display: block; font-size: 13px; }
.figures tr:not(.first) > * { border-top: 0; }
.figures tbody tr:has(+ tr:not(.first)) > * { border-bottom: 0; padding-bottom: 3px; }
.figures tbody .because td { padding-top: 0; color: var(--quiet); font-size: 13.5px; }
.figures tbody th:not(.number) { min-width: 9em; } .figures td:nth-child(2) { min-width: 9em; }
.lone li { padding: 10px 0 10px 14px; border-left: 3px solid var(--inconclusive); } .lone li + li { margin-top: 6px; }

/* Label and figures above the chart, which then takes the full width. */
@media (max-width: 900px) {
  .changes .row { grid-template-columns: 1fr auto; gap: 4px 12px; margin-bottom: 14px; }
  .changes .row > :nth-child(2) { grid-column: 1 / -1; grid-row: 2; }
  .changes .value { display: flex; gap: 10px; }
  .changes .axis :is(.label, .value) { display: none; }
  .changes .axis .ticks span { display: block !important; font-size: 12px; }
  .changes .axis .ticks span:is(:first-child, :last-child) { display: none !important; }
}
@media (max-width: 720px) { .spreads { grid-template-columns: 1fr; } }
`;
