import { html } from '../markup.ts';

/** Styles of the diagnosis: the six layers, advice, slow queries and the product's telemetry. */
export const diagnosisStyle = html`
.summary { max-width: 34em; margin: 14px 0 26px; font-size: 20px; line-height: 1.4; text-wrap: pretty; }
.six .row { align-items: start; margin-bottom: 14px; }
.six .row > div { min-width: 0; }
.six .stack { height: 34px; }
.six .label, .six .value { line-height: 34px; }
.parts { display: flex; gap: 2px; margin-top: 4px; }
.parts span { flex: 1 1 0; min-width: 1px; overflow: hidden; font-size: 14px; line-height: 1.3; white-space: nowrap; text-overflow: ellipsis; }
.parts small { display: block; color: var(--quiet); font-size: 13.5px; white-space: normal; }
.layer-key { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 215px), 1fr)); gap: 14px 24px; margin: 22px 0 0; }
.layer-key li { display: flex; gap: 10px; font-size: 14.5px; line-height: 1.35; }
.layer-key i { flex: none; width: 12px; height: 12px; margin-top: 4px; border-radius: 2px; }
.layer-key small { display: block; color: var(--quiet); font-size: 13.5px; }
.layer-key + .lead { margin-top: 20px; font-size: 14.5px; }
h3.part { margin-top: 44px; font-size: 18px; }
h4 { margin: 0 0 6px; font-size: 14px; font-weight: 600; }
h4 small { color: var(--quiet); font-weight: 400; font-size: 13.5px; }
.stack.slow { height: 6px; margin-top: 3px; }
.stack.fitted > div { mask-image: linear-gradient(90deg, #000 88%, transparent); }
.stack .alone { background: var(--ink); opacity: 0.8; }
.value small { display: block; color: var(--quiet); font-size: 13px; line-height: 1.2; }
.because { grid-column: 2 / -1; margin: -10px 0 8px; color: var(--quiet); font-size: 13.5px; line-height: 1.4; }
pre { max-width: 100%; margin: 8px 0; padding: 10px 12px; border-radius: 4px; background: var(--soft); white-space: pre-wrap; }

.advice { display: grid; gap: 18px; list-style: none; }
.advice > li { position: relative; padding: 20px 24px 16px 28px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); overflow: hidden; }
.advice .edge { position: absolute; inset: 0 auto 0 0; width: 6px; }
.advice .head { display: grid; grid-template-columns: 1fr 260px; gap: 0 32px; align-items: end; }
.advice .layer { display: flex; align-items: center; gap: 8px; grid-column: 1; color: var(--quiet); font-size: 14px; }
.advice .layer i { width: 12px; height: 12px; border-radius: 2px; }
.advice h3 { grid-column: 1; margin: 2px 0 0; font-size: 19px; line-height: 1.3; }
.advice .win { grid-column: 2; grid-row: 1 / 3; font-size: 14.5px; color: var(--quiet); }
.advice .win b { color: var(--ink); }
.advice .track { display: block; height: 8px; margin-top: 7px; border-radius: 2px; background: var(--soft); overflow: hidden; }
.advice .track i { display: block; height: 100%; min-width: 2px; }
.advice .symptom { max-width: 46em; margin: 12px 0 16px; }
.advice .halves { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 16px 32px; font-size: 14.5px; }
.evidence div { display: grid; grid-template-columns: 1fr fit-content(60%); gap: 0 16px; padding: 5px 0; border-top: 1px solid var(--line); }
.evidence dt { color: var(--quiet); }
.evidence dd { text-align: right; }
.advice .foot { display: flex; flex-wrap: wrap; gap: 2px 24px; margin-top: 14px; color: var(--quiet); font-size: 13.5px; }
.advice + .lead { margin-top: 18px; font-size: 14.5px; }

.slow-query > summary span { color: var(--quiet); font-size: 14.5px; }
.slow-query > .inside { padding: 4px 0 28px 30px; }
.inside > p { max-width: 48em; margin-bottom: 10px; }
.inside .chart { margin: 14px 0 0; }
.inside h3 { margin: 28px 0 8px; font-size: 15.5px; }
.asking + .asking { margin-top: 22px; }
.finding { display: block; max-width: 48em; font-weight: 600; } .finding::first-letter { text-transform: uppercase; }
.inside .warning li::first-letter { text-transform: uppercase; }
.values { display: flex; flex-wrap: wrap; gap: 2px 22px; font-size: 14.5px; }
.rest { color: var(--quiet); font-size: 14px; }
.tree { margin: 12px 0 4px; font-size: 14px; line-height: 1.35; }
.tree ul { margin-left: 7px; padding-left: 15px; border-left: 1px solid var(--line); }
.tree ul ul ul ul ul ul ul ul { padding-left: 0; border-left: 0; }
.tree summary { padding: 3px 0; font-size: 13.5px; }
.tree details { margin-left: 7px; }
.node { display: grid; grid-template-columns: minmax(0, 1fr) 120px 8.5em; gap: 0 16px; align-items: baseline; padding: 4px 0; }
.node small { color: var(--quiet); font-size: 13px; }
.node .what small { display: block; }
.node .self { height: 8px; border-radius: 2px; background: var(--soft); align-self: center; }
.node .self:empty { background: none; }
.node .self i { display: block; height: 100%; min-width: 2px; border-radius: 2px; background: var(--quiet); }
.node.costly .self i { background: var(--fail); }
.node.costly .what { font-weight: 600; } .node.costly small { font-weight: 400; }
.node .tag { color: var(--fail); font-size: 13px; }
.node .ms { text-align: right; white-space: nowrap; } .node .ms b { font-weight: 400; } .node.costly .ms b { font-weight: 600; }
.node .ms small { margin-left: 5px; }

.product .time:nth-of-type(n) .plot { height: 84px; }
.tint-app { --tint: var(--layer-app); } .tint-network { --tint: var(--layer-network); } .tint-cache { --tint: var(--layer-cache); }
.tint-database { --tint: var(--layer-database); } .tint-engine { --tint: var(--layer-engine); } .tint-server { --tint: var(--layer-request); }
.tint-spare { --tint: var(--layer-spare); } .tint-quiet { --tint: var(--quiet); }
.sources .grant { display: block; margin-top: 2px; }
.sources :is(.partly, .unreachable) { color: var(--inconclusive); white-space: nowrap; } .sources .unreachable { font-weight: 600; }
.log { margin-bottom: 12px; } .log li { padding: 2px 0; }

@media (max-width: 720px) {
  .summary { font-size: 18px; }
  .six .label, .six .value { line-height: inherit; }
  .parts small, .parts .narrow b { display: none; }
  .because { grid-column: 1 / -1; margin-top: 0; }
  .value small { display: inline; margin-left: 6px; }
  .advice > li { padding: 16px 16px 12px 22px; }
  .advice .head, .advice .halves { grid-template-columns: minmax(0, 1fr); }
  .advice .win { grid-column: 1; grid-row: auto; margin-top: 10px; }
  .slow-query > summary b { flex: 1 0 calc(100% - 30px); } .slow-query > summary span { margin-left: 30px; }
  .slow-query > .inside { padding-left: 0; }
  .node { grid-template-columns: minmax(0, 1fr) auto; }
  .node .self { grid-column: 1 / -1; grid-row: 2; height: 4px; margin-top: 3px; }
  .tree ul { margin-left: 3px; padding-left: 9px; }
  .tree details { margin-left: 3px; }
}
@media print { .advice > li { break-inside: avoid; } }
`;
