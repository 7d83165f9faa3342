const WIDTH = 24;

let shownTenth = -1;

/** A progress bar that redraws itself on a terminal, and elsewhere says each tenth on a line of its own. */
export function showProgress(what: string, done: number, total: number): void {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const full = Math.round(share * WIDTH);
  const counts = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  const line = `${what.padEnd(24)} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}  ${counts}`;
  if (process.stdout.isTTY) {
    process.stdout.write(`\r\x1b[2K${line}${share === 1 ? '\n' : ''}`);
    return;
  }
  const tenth = Math.floor(share * 10);
  if (tenth !== shownTenth) console.log(line);
  shownTenth = tenth;
}
