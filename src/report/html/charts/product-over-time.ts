import type { Analysis } from '../../../sample/analysis.ts';
import { databaseTables } from '../diagnosis/database-tables.ts';
import { logErrorList } from '../diagnosis/log-errors.ts';
import { sourceTable } from '../diagnosis/source-table.ts';
import { html, type Markup } from '../markup.ts';
import { type Curve, type Picture, productPictures } from './product-curves.ts';
import { drawn, line, readingLines, secondsAxis, type TimeAxis, type TimePlot } from './time-plot.ts';

const highestOf = (curves: Curve[]) =>
  curves.reduce((most, { points }) => points.reduce((high, [, value]) => Math.max(high, value), most), 0);

function plotOf({ title, curves, ticks: ticksTo, format }: Picture, { endMs }: TimeAxis): TimePlot {
  const ticks = ticksTo(highestOf(curves));
  const top = ticks.at(-1) ?? 1;
  const spoken = curves.map((curve) => `${curve.words} at most ${format(highestOf([curve]))}`);
  return {
    title,
    spoken: `${title} over the run: ${spoken.join('; ')}.`,
    ticks,
    format,
    shapes: curves.flatMap(({ points, tint }) =>
      readingLines(points, endMs, top).map((run) => line(run, `thin ${tint}`)),
    ),
    legend: curves.map(({ words, tint }) => html`<i class="key-line ${tint}"></i>${words}`),
  };
}

/** The product's telemetry on the time axis of the run, and what could not be read. */
export function productSection({ telemetry, timeline, load }: Analysis): Markup | undefined {
  if (telemetry === undefined) return undefined;
  const { series, sources, database, logErrors } = telemetry;
  const lastMs = Math.max(0, ...series.flatMap(({ points }) => points.at(-1)?.[0] ?? []));
  const last = timeline.at(-1);
  const endMs = last === undefined ? lastMs : last.atMs + 1000;
  const axis = { endMs, steadyStartMs: load.steadyStartMs ?? endMs };
  const plots = productPictures(series).map((picture) => plotOf(picture, axis));
  return html`<section class="product">
    <h2>The product over time</h2>
    <p class="lead">Telemetry of the product’s components during the run, on the same time axis as the charts above.</p>
    ${plots.map((plot) => drawn(plot, axis))}
    ${plots.length > 0 && secondsAxis(axis)}
    ${databaseTables(database)}
    ${logErrorList(logErrors)}
    ${sourceTable(sources)}
  </section>`;
}
