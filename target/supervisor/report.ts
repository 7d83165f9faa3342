/** What the supervisor tells whoever started it. */
export type SupervisorMessage =
  | { type: 'progress'; what: string; done: number; total: number }
  | { type: 'ready'; url: string; documents: number; pids: Record<string, number> }
  | { type: 'failed'; message: string };

const STEP_PERCENT = 10;

/** Sends messages to a parent process. Without one, or after it has gone, prints them as lines for a person. */
export function reporter(): (message: SupervisorMessage) => void {
  // Whoever reads our output may have gone; that is no reason to stop.
  process.stderr.on('error', () => {});
  const print = printer();
  return (message) => {
    if (process.send && process.connected) process.send(message, () => {});
    else print(message);
  };
}

function printer(): (message: SupervisorMessage) => void {
  const told = new Map<string, number>();
  return (message) => {
    const line = (text: string): void => void process.stderr.write(`target: ${text}\n`);
    switch (message.type) {
      case 'progress': {
        const { what, done, total } = message;
        const percent = Math.floor((100 * done) / total / STEP_PERCENT) * STEP_PERCENT;
        if (percent <= (told.get(what) ?? -1)) return;
        told.set(what, percent);
        return line(`preparing the ${what}: ${percent} %`);
      }
      case 'ready':
        return line(`ready at ${message.url} with ${message.documents.toLocaleString('en')} documents`);
      case 'failed':
        return line(message.message);
    }
  };
}
