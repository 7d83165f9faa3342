import { WebSocket } from 'undici';
import { z } from 'zod';
import { ask } from './ask.ts';

/** A session with the inspector of a Node process. */
export interface Inspector {
  /** @throws if it returns an error, or does not respond before the signal ends the session */
  send(method: string, parameters?: object): Promise<unknown>;
  close(): void;
}

const Targets = z.array(z.object({ webSocketDebuggerUrl: z.url() })).min(1);

const Message = z.object({
  id: z.number().optional(),
  result: z.unknown(),
  error: z.object({ message: z.string() }).optional(),
});

/**
 * Opens a session with the process whose inspector listens at `url` (printed by `node --inspect`).
 *
 * @param signal ends the session
 * @throws if nothing responds there
 */
export async function openInspector(url: string, signal: AbortSignal): Promise<Inspector> {
  const { text } = await ask(new URL('/json/list', url).href, signal);
  const [first] = Targets.parse(JSON.parse(text));
  // It reports the address it listens on, which may differ from the address that reaches it from here.
  const { pathname } = new URL(first?.webSocketDebuggerUrl ?? url);
  const address = new URL(pathname, url);
  address.protocol = 'ws:';
  const socket = new WebSocket(address);
  const waiting = new Map<number, (message: z.infer<typeof Message>) => void>();
  let giveUp: (why: Error) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  ended.catch(() => {});
  socket.addEventListener('error', () => giveUp(new Error('the inspector cannot be reached')));
  socket.addEventListener('close', () => giveUp(new Error('the inspector ended the session')));
  signal.addEventListener('abort', () => giveUp(new Error('the inspector did not answer in time')));
  socket.addEventListener('message', ({ data }) => {
    const message = Message.safeParse(parsed(String(data)));
    if (message.success && message.data.id !== undefined) waiting.get(message.data.id)?.(message.data);
  });
  const opened = new Promise<void>((resolve) => socket.addEventListener('open', () => resolve()));
  await Promise.race([opened, ended]).catch((error) => {
    socket.close();
    throw error;
  });
  let sent = 0;
  return {
    async send(method, params = {}) {
      sent += 1;
      const id = sent;
      const answered = new Promise<z.infer<typeof Message>>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ id, method, params }));
      const { result, error } = await Promise.race([answered, ended]);
      waiting.delete(id);
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    close: () => socket.close(),
  };
}

/** Returns `undefined` for invalid JSON: an exception in a listener would end the run. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
