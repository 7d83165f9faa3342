import { formatCount, formatDuration, howMany } from '../../words/units.ts';
import { type FilmedStep, filmSentence } from '../film/film-text.ts';
import { html, type Markup } from './markup.ts';

/** Pictures of each step: before the input, at the end that the step claims, and at the last visible change. */
export function filmSection(film: FilmedStep[] | undefined): Markup | undefined {
  if (!film || film.length === 0) return undefined;
  const confirmed = film.filter(({ verdict }) => verdict === 'confirmed').length;
  return html`<section>
    <h2>What the screen showed</h2>
    <p class="lead">Each step was filmed alone, without load. ${formatCount(confirmed)} of ${howMany(film.length, 'step')} end when the screen last changes.</p>
    <div class="film">${film.map(
      (
        one,
      ) => html`<figure${one.verdict !== 'confirmed' && one.verdict !== 'nothing seen' && html` class="differs"`}>
        <figcaption><b>${one.journey} › ${one.step}</b> ${filmSentence(one)}</figcaption>
        <div>${one.strip.map(
          ({ image, afterInputMs }, index) =>
            html`<span><img loading="lazy" src="data:image/jpeg;base64,${image}" alt=""><small>${index === 0 ? 'before' : `${index === 1 ? 'end' : 'last change'}, ${formatDuration(Math.max(0, afterInputMs))}`}</small></span>`,
        )}</div>
      </figure>`,
    )}</div>
  </section>`;
}
