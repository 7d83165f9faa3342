import type { StepAnalysis } from '../../../sample/analysis.ts';
import { formatCount, formatDuration, formatShare } from '../../../words/units.ts';
import { html, type Markup } from '../markup.ts';

type LongFrames = NonNullable<StepAnalysis['longFrames']>;
type Touched = StepAnalysis & { longFrames: LongFrames };

const mostRows = 20;

/** `/assets/app-4f2a.js`: the path of the script, without the origin and shortened if too long. */
function fileText(url: string): string {
  const path = URL.canParse(url) && /^https?:/.test(url) ? new URL(url).pathname : url;
  return path.length > 80 ? `…${path.slice(-79)}` : path;
}

function scriptCell({ script, durationMs }: LongFrames['longest']): Markup | string {
  if (script === undefined) return 'no script: style, layout and paint';
  return html`<code>${script.invoker.slice(0, 120)}</code><small>${script.url ? `${fileText(script.url)}, ` : ''}${formatDuration(script.durationMs)} of the ${formatDuration(durationMs)}</small>`;
}

/** Frames of 50 ms or more within a step, during which the page could neither react nor render. */
export function longFrameSection(steps: StepAnalysis[]): Markup | undefined {
  const touched = steps
    .filter((step): step is Touched => step.longFrames !== undefined)
    .sort((a, b) => b.longFrames.longest.durationMs - a.longFrames.longest.durationMs);
  if (touched.length === 0) return undefined;
  const more = touched.length - mostRows;
  return html`<section>
    <h2>Long frames</h2>
    <p class="lead">Frames that took 50 ms or more. During such a frame, the page could neither react nor render. The script shown took the largest part of the longest frame.</p>
    <table class="stacked">
      <thead><tr><th scope="col">Step</th><th scope="col" class="number">Steps affected</th><th scope="col" class="number">Longest frame</th><th scope="col" class="number">Blocking</th><th scope="col">Script</th></tr></thead>
      <tbody>${touched.slice(0, mostRows).map(
        ({ journey, step, samples, longFrames: { steps: count, longest } }) => html`<tr>
          <th scope="row">${journey} › ${step}</th>
          <td class="number" data-name="affected">${formatCount(count)} of ${formatCount(samples)} (${formatShare(count / samples)})</td>
          <td class="number" data-name="longest"><b>${formatDuration(longest.durationMs)}</b></td>
          <td class="number" data-name="blocking">${formatDuration(longest.blockingMs)}</td>
          <td class="script">${scriptCell(longest)}</td>
        </tr>`,
      )}</tbody>
    </table>
    ${more > 0 && html`<p class="lead">${formatCount(more)} more steps in analysis.json.</p>`}
  </section>`;
}
