/** Tells of every real key and click before the product hears of it. */
export function watchInputs(take: (event: Event, startsWith: 'keydown' | 'click') => void): void {
  let keyIsDown = false;
  const listen = (type: string, heard: (event: Event) => void) =>
    addEventListener(type, (event) => event.isTrusted && heard(event), { capture: true, passive: true });

  listen('click', (event) => take(event, 'click'));
  listen('keydown', (event) => {
    keyIsDown = true;
    take(event, 'keydown');
  });
  listen('beforeinput', (event) => {
    // A letter that no key makes (é on some keyboards) is put in without a keydown.
    if (!keyIsDown) take(event, 'keydown');
    keyIsDown = false;
  });
  // Not every key puts something in: an arrow does not.
  listen('keyup', () => {
    keyIsDown = false;
  });
}
