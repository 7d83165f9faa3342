/** Reports every trusted key press and click before the product's listeners run. */
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
    // A letter that has no key (é on some keyboards) is inserted without a keydown.
    if (!keyIsDown) take(event, 'keydown');
    keyIsDown = false;
  });
  // Not every key inserts text: an arrow key does not.
  listen('keyup', () => {
    keyIsDown = false;
  });
}
