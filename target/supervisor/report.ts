/** Messages from the supervisor to its parent. */
export type SupervisorMessage =
  | { type: 'progress'; what: string; done: number; total: number }
  | { type: 'ready'; url: string; documents: number; pids: Record<string, number> }
  | { type: 'failed'; message: string };

const STEP_PERCENT = 10;

/** Sends messages to the parent process, or prints them if there is none or it has disconnected. */
export function reporter(): (message: SupervisorMessage) => void {
  // Keep running if nothing reads the output any more.
  process.stderr.on('error', () => {});
  const line = lineOf();
  return (message) => {
    if (process.send && process.connected) {
      process.send(message, () => {});
      return;
    }
    const text = line(message);
    if (text !== undefined) process.stderr.write(`target: ${text}\n`);
  };
}

/** Formats messages as text; returns nothing until progress gains another 10 %. */
export function lineOf(): (message: SupervisorMessage) => string | undefined {
  const reported = new Map<string, number>();
  return (message) => {
    switch (message.type) {
      case 'progress': {
        const { what, done, total } = message;
        const percent = Math.floor((100 * done) / total / STEP_PERCENT) * STEP_PERCENT;
        if (percent <= (reported.get(what) ?? -1)) return undefined;
        reported.set(what, percent);
        return `preparing the ${what}: ${percent} %`;
      }
      case 'ready':
        return `ready at ${message.url} with ${message.documents.toLocaleString('en')} documents`;
      case 'failed':
        return message.message;
    }
  };
}
