import { html } from '../markup.ts';

/** Small charts side by side, as many as fit the width of the page. */
export const trendStyle = html`
.trends { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr)); gap: 26px 32px; }
.trend figcaption { display: flex; justify-content: space-between; gap: 12px; margin-bottom: 10px; font-size: 14.5px; line-height: 1.3; }
.trend figcaption b { white-space: nowrap; }
.trend .plot { height: 76px; margin-left: 3.6em; }
.trend p { margin-top: 8px; font-size: 13.5px; line-height: 1.4; color: var(--ink); }
.trend .line.slow { stroke: var(--quiet); opacity: 0.55; }
.trend .dots { stroke: var(--accent); }
.trend .since { stroke: var(--ink); stroke-width: 1.5; }
.trend .turn { stroke: var(--inconclusive); stroke-width: 1.5; stroke-dasharray: 3 3; }
.trend-legend i { flex: none; } .trend-legend .key-line { height: 2px; border-radius: 0; } .trend-legend .key-line.slow { background: var(--quiet); opacity: 0.55; }
.trend-legend .key-since { width: 2px; height: 14px; background: var(--ink); }
.trend-legend .key-turn { width: 0; height: 14px; border-left: 2px dashed var(--inconclusive); border-radius: 0; }
.turns { margin-bottom: 20px; color: var(--quiet); font-size: 14px; }
.trends + details, .trends { margin-bottom: 14px; }
details > .trends { margin-top: 14px; }
`;
