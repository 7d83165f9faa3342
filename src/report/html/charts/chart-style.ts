import { html } from '../markup.ts';

/**
 * The charts. Layers use hues of Okabe and Ito, https://jfly.uni-koeln.de/color/, and are also separated by gaps. Their
 * vermilion would look like a failure here, so the layer for network and server together is indigo.
 */
export const chartStyle = html`
:root {
  --layer-browser: #8b929b; --layer-browser-2: #b9bec5; --layer-browser-3: #666d76; --layer-browser-4: #d3d0c8; --layer-browser-5: #4d545c;
  --layer-network: #56a4d8; --layer-network-2: #9fcbe9; --layer-network-3: #2f7fb4; --layer-request: #6f68c4; --layer-app: #2558a6;
  --layer-cache: #17876b; --layer-database: #dd8f0a; --layer-engine: #b45f95; --layer-spare: #8f7a1d;
  --layer-machine: #7d8f69; --layer-machine-2: #a9b89a; --layer-redirect: #a0522d; --layer-service-worker: #b7a6e6; --layer-browser-cache: #9bb84c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --layer-browser: #77808a; --layer-browser-2: #59626b; --layer-browser-3: #a3abb4; --layer-browser-4: #40474f; --layer-browser-5: #c3c9cf;
    --layer-network: #7cc4ee; --layer-network-2: #b5dff6; --layer-network-3: #4596c8; --layer-request: #a39cf0; --layer-app: #5b8fde;
    --layer-cache: #3bb595; --layer-database: #eeaa3c; --layer-engine: #d58abb; --layer-spare: #cdb64e;
    --layer-machine: #93a67e; --layer-machine-2: #5f6e50; --layer-redirect: #d08b64; --layer-service-worker: #6d61a8; --layer-browser-cache: #b6d06a;
  }
}
.limit-bar { position: relative; height: 8px; border-radius: 2px; background: var(--soft); }
.limit-bar i { position: absolute; top: 0; bottom: 0; }
.limit-bar .fill { left: 0; min-width: 2px; border-radius: 2px; background: var(--tone); }
.limit-bar .interval { top: 50%; bottom: auto; height: 2px; margin-top: -1px; min-width: 2px; background: var(--ink); opacity: 0.55; }
.limit-bar .limit { top: -4px; bottom: -4px; width: 2px; margin-left: -2px; background: var(--ink); }

.legend { display: flex; flex-wrap: wrap; gap: 6px 22px; margin-bottom: 8px; color: var(--quiet); font-size: 14px; }
.legend li { display: flex; align-items: center; gap: 7px; }
.legend i { width: 12px; height: 12px; border-radius: 2px; }
.chart { margin-bottom: 12px; }
.chart .row { display: grid; grid-template-columns: 13em 1fr 4.5em; gap: 16px; align-items: center; min-height: 30px; }
.chart .label { font-size: 14.5px; line-height: 1.3; }
.chart .value { font-size: 14.5px; text-align: right; white-space: nowrap; }

.stack { height: 18px; }
.stack > div { display: flex; gap: 2px; height: 100%; min-width: 2px; }
.stack i { flex: 1 1 0; min-width: 1px; }
.stack i:first-child { border-radius: 2px 0 0 2px; } .stack i:last-child { border-radius: 0 2px 2px 0; }
.layer-beforeRequest { background: var(--layer-browser); } .layer-afterAnswer { background: var(--layer-browser-2); }
.layer-inputDelay { background: var(--layer-browser-3); } .layer-paint { background: var(--layer-browser-4); }
.layer-remainder { background: repeating-linear-gradient(45deg, var(--quiet) 0 1.5px, transparent 1.5px 5px) var(--soft); }
.layer-queue { background: var(--layer-browser-5); } .layer-connect { background: var(--layer-network-2); }
.layer-download { background: var(--layer-network-3); }
.layer-handOver { background: var(--layer-machine); } .layer-localDownload { background: var(--layer-machine-2); }
.layer-redirect { background: var(--layer-redirect); } .layer-serviceWorker { background: var(--layer-service-worker); }
.layer-browserCache { background: var(--layer-browser-cache); }
.layer-network { background: var(--layer-network); } .layer-request { background: var(--layer-request); } .layer-app { background: var(--layer-app); }
.layer-cache { background: var(--layer-cache); } .layer-database, .layer-db { background: var(--layer-database); }
.layer-engine { background: var(--layer-engine); } .layer-spare-1 { background: var(--layer-spare); }
.layer-spare-2 { background: var(--layer-cache); } .layer-spare-3 { background: var(--layer-engine); }

.range { position: relative; height: 30px; background: linear-gradient(var(--line), var(--line)) center / 100% 1px no-repeat; }
.range i { position: absolute; top: 50%; }
.range .tail { height: 2px; margin-top: -1px; background: var(--quiet); opacity: 0.6; }
.range .band { height: 8px; margin-top: -4px; background: var(--accent-soft); }
.range .p50, .key-p50 { width: 12px; height: 12px; border-radius: 50%; background: var(--accent); }
.range .p50 { margin: -6px 0 0 -6px; }
.range .p75, .key-p75 { width: 10px; height: 10px; border: 2px solid var(--accent); border-radius: 50%; background: var(--ground); }
.range .p75 { margin: -5px 0 0 -5px; }
.range .p95, .key-p95 { width: 3px; height: 18px; background: var(--accent); }
.range .p95 { margin: -9px 0 0 -1.5px; }
.range .max, .key-max { width: 2px; height: 10px; background: var(--quiet); }
.range .max { margin: -5px 0 0 -1px; }
.legend .key-p50, .legend .key-p75 { border-radius: 50%; } .legend .key-p95 { width: 3px; height: 16px; } .legend .key-max { width: 2px; height: 10px; }
.range .beyond { position: absolute; right: 0; top: 50%; padding-left: 6px; transform: translateY(-50%); background: var(--ground); color: var(--quiet); font-size: 13px; white-space: nowrap; }
.axis .ticks { position: relative; height: 18px; color: var(--quiet); font-size: 13px; }
.axis .ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.axis .ticks span:first-child { transform: none; } .axis .ticks span:last-child { transform: translateX(-100%); }

.time { margin: 24px 0 0; }
.time figcaption { display: flex; flex-wrap: wrap; gap: 2px 20px; margin-bottom: 12px; font-size: 14.5px; font-weight: 600; }
.keys { display: flex; flex-wrap: wrap; gap: 2px 18px; color: var(--quiet); font-weight: 400; }
.keys span { display: flex; align-items: center; gap: 7px; }
.key-line { width: 16px; height: 2px; background: var(--tint, var(--accent)); } .key-level { width: 16px; border-top: 2px dashed var(--tint, var(--quiet)); }
.key-contaminated { width: 12px; height: 12px; background: var(--inconclusive); opacity: 0.32; } .key-dot { width: 6px; height: 6px; border-radius: 50%; background: var(--quiet); }
.plot { position: relative; height: 84px; margin-left: 4.5em; }
.time:first-of-type .plot { height: 200px; } .time:nth-of-type(n + 4) .plot { height: 130px; }
.plot svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
.plot path { fill: none; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
.plot .line { stroke: var(--tint, var(--accent)); stroke-width: 2; } .plot .line.thin { stroke-width: 1.5; }
.plot .area { fill: var(--tint, var(--accent)); opacity: 0.13; }
.plot .level { stroke: var(--tint, var(--quiet)); stroke-width: 1.5; stroke-dasharray: 5 4; }
.plot .contaminated { fill: var(--inconclusive); }
.asked { --tint: var(--quiet); } .little { --tint: var(--layer-database); }
.signal-cpuShare { --tint: var(--quiet); } .signal-pressureShare { --tint: var(--accent); } .signal-stealShare { --tint: var(--layer-database); }
.signal-canaryMs { --tint: var(--layer-engine); } .signal-browserServerDelayMs { --tint: var(--layer-network); }
.signal-runnerDelayMs { --tint: var(--layer-cache); } .signal-workerDelayMs { --tint: var(--layer-request); } .signal-lagMs { --tint: var(--layer-spare); }
.plot .dots { stroke: var(--quiet); stroke-width: 5; stroke-linecap: round; opacity: 0.75; }
.plot .grid { position: absolute; left: 0; right: 0; border-top: 1px solid var(--line); }
.plot .grid small { position: absolute; right: 100%; top: -0.75em; margin-right: 10px; color: var(--quiet); font-size: 13px; line-height: 1.5; white-space: nowrap; }
.plot .ramp { position: absolute; left: 0; top: 0; bottom: 0; background: var(--soft); opacity: 0.8; }
.seconds { position: relative; height: 22px; margin: 8px 0 12px 4.5em; color: var(--quiet); font-size: 13px; }
.seconds span { position: absolute; transform: translateX(-50%); }
.seconds span:first-child { transform: none; }

/* Too narrow for every label: hide every second one, counted from the last, which is closest to its neighbour. */
@media (max-width: 820px) { .axis .ticks span:nth-last-child(even):not(:first-child) { display: none; } }
@media (max-width: 720px) {
  .chart .row { grid-template-columns: 1fr auto; gap: 4px 12px; margin-bottom: 10px; }
  .chart .row > :nth-child(2) { grid-column: 1 / -1; grid-row: 2; }
  .chart .axis .label, .chart .axis .value { display: none; }
  .time:first-of-type .plot { height: 160px; } .plot, .seconds { margin-left: 3.6em; }
}
`;
