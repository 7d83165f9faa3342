import type { Analysis } from '../../../sample/analysis.ts';
import { signalNames, signals } from '../../../sample/signals.ts';
import { formatShare, formatSignal } from '../../../words/units.ts';
import { html, type Markup } from '../markup.ts';

/** The signals of a busy generator, with their thresholds and how often these were exceeded. */
export function signalTable({ generator }: Analysis): Markup | undefined {
  const { peakSignals = {}, thresholds = {}, contaminatedBy = {}, thresholdsFrom } = generator;
  const known = signalNames.filter(
    (signal) => peakSignals[signal] !== undefined || thresholds[signal] !== undefined,
  );
  if (known.length === 0) return undefined;
  const source =
    thresholdsFrom === 'calibration'
      ? 'The thresholds come from this machine’s calibration: below them, steps of known duration were measured correctly.'
      : 'The thresholds are the defaults; run npx footfall calibrate to determine them for this machine.';
  return html`<h3>Signals of a busy generator</h3>
    <table class="stacked">
      <caption>${source} A step is contaminated if a signal exceeds its threshold while the step runs, whatever its latency.</caption>
      <thead><tr><th scope="col">Signal</th><th scope="col" class="number">Highest</th><th scope="col" class="number">Threshold</th><th scope="col" class="number">Steps contaminated</th></tr></thead>
      <tbody>${known.map((signal) => {
        const [peak, threshold] = [peakSignals[signal], thresholds[signal]];
        const contaminated = threshold === undefined ? undefined : contaminatedBy[signal];
        return html`<tr><th scope="row">${signals[signal]}</th>
          <td class="number" data-name="highest">${peak === undefined ? 'not measured' : formatSignal(signal, peak)}</td>
          <td class="number" data-name="threshold">${threshold === undefined ? 'none' : formatSignal(signal, threshold)}</td>
          <td class="number" data-name="contaminated">${contaminated === undefined ? '–' : formatShare(contaminated)}</td></tr>`;
      })}</tbody>
    </table>`;
}
