import { layerWord } from '../../../words/layer-words.ts';
import { formatDuration } from '../../../words/units.ts';
import { layerTint } from '../../layer-tints.ts';
import { html, type Markup } from '../markup.ts';

/** A layer can have any name, including `constructor`. */
export const msOf = (layersMs: Record<string, number>, layer: string): number | undefined =>
  Object.hasOwn(layersMs, layer) ? layersMs[layer] : undefined;

interface Stack {
  /** What these layers belong to, for screen readers. */
  name: string;
  layersMs: Record<string, number>;
  /** All layers of the chart, in the order of its legend. */
  layers: string[];
  widthPercent: number;
  /** Additional CSS classes. */
  kind?: string;
}

/** The layers of a step as one bar. */
export function layerStack({ name, layersMs, layers, widthPercent, kind = '' }: Stack): Markup {
  const parts = layers.flatMap((layer) => {
    const ms = msOf(layersMs, layer) ?? 0;
    return ms > 0
      ? [{ ms, tint: layerTint(layer, layers), text: `${layerWord(layer)} ${formatDuration(ms)}` }]
      : [];
  });
  return html`<div class="stack ${kind}" role="img" aria-label="${name}: ${parts.map(({ text }) => text).join(', ')}">
      <div style="width:${widthPercent}%">${parts.map(
        ({ ms, tint, text }) =>
          html`<i class="${tint}" style="flex-grow:${Math.round(ms * 1000)}" title="${text}"></i>`,
      )}</div>
    </div>`;
}

/** What the colours of the bars mean. */
export function layerLegend(layers: string[]): Markup {
  return html`<ul class="legend">${layers.map((layer) => html`<li><i class="${layerTint(layer, layers)}"></i>${layerWord(layer)}</li>`)}</ul>`;
}
