import { listen } from './natives.ts';
import type { StartsWith } from './step-spec.ts';

/** The events that are an input of each kind. */
const eventsOf: Partial<Record<StartsWith, string>> = {
  click: 'click',
  pointerup: 'pointerup',
  wheel: 'wheel',
  drop: 'drop',
};

/**
 * Reports every input of a person before the product's listeners run.
 *
 * @param take `press` is the press of a button, which is an input only if the page reacts to it already
 */
export function watchInputs(
  realm: Window,
  take: (event: Event, startsWith: StartsWith | 'press') => void,
): void {
  let keyIsDown = false;
  const hear = (type: string, heard: (event: Event) => void) =>
    listen(realm, type, (event) => event.isTrusted && heard(event), { capture: true, passive: true });

  hear('pointerdown', (event) => take(event, 'press'));
  for (const [startsWith, type] of Object.entries(eventsOf))
    hear(type, (event) => take(event, startsWith as StartsWith));
  hear('keydown', (event) => {
    keyIsDown = true;
    take(event, 'keydown');
  });
  hear('beforeinput', (event) => {
    // A letter that has no key (é on some keyboards) is inserted without a keydown.
    if (!keyIsDown) take(event, 'keydown');
    keyIsDown = false;
  });
  // Not every key inserts text: an arrow key does not.
  hear('keyup', () => {
    keyIsDown = false;
  });
}
