import type { Analysis } from '../../../sample/analysis.ts';
import { signalNames, signals } from '../../../sample/signals.ts';
import { formatShare, formatSignal } from '../../../words/units.ts';
import { html, type Markup } from '../markup.ts';

/** The signals that tell of a busy generator, with what counts as too busy and how often that was. */
export function signalTable({ generator }: Analysis): Markup | undefined {
  const { peakSignals = {}, thresholds = {}, contaminatedBy = {}, thresholdsFrom } = generator;
  const known = signalNames.filter(
    (signal) => peakSignals[signal] !== undefined || thresholds[signal] !== undefined,
  );
  if (known.length === 0) return undefined;
  const source =
    thresholdsFrom === 'calibration'
      ? 'The thresholds are this machine’s own, from its calibration: below them, steps of known length were read right.'
      : 'The thresholds are the defaults; footfall calibrate finds this machine’s own.';
  return html`<h3>What tells that the generator is too busy</h3>
    <table class="stacked">
      <caption>${source} A step is contaminated when one of them is passed while it runs, whatever its latency.</caption>
      <thead><tr><th scope="col">Signal</th><th scope="col" class="number">Highest seen</th><th scope="col" class="number">Threshold</th><th scope="col" class="number">Steps contaminated</th></tr></thead>
      <tbody>${known.map((signal) => {
        const [peak, threshold] = [peakSignals[signal], thresholds[signal]];
        const contaminated = threshold === undefined ? undefined : contaminatedBy[signal];
        return html`<tr><th scope="row">${signals[signal]}</th>
          <td class="number" data-name="highest">${peak === undefined ? 'not seen' : formatSignal(signal, peak)}</td>
          <td class="number" data-name="threshold">${threshold === undefined ? 'none' : formatSignal(signal, threshold)}</td>
          <td class="number" data-name="contaminated">${contaminated === undefined ? '–' : formatShare(contaminated)}</td></tr>`;
      })}</tbody>
    </table>`;
}
