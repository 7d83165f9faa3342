import { Agent, createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClockReading, now, setClock } from './clock.ts';
import type { Schedule } from './schedule.ts';

/**
 * The start barrier. A worker sends `GET /ready?user=3&worker=4711` (its process id) once a user is ready. The response, held
 * back until the barrier is released, is the schedule. `GET /lost?user=3` reports that a user will not come; `GET /clock` returns
 * the time.
 */
export interface Barrier {
  url: string;
  /** Resolves with the user numbers when every user is ready or lost, or when the time is up. */
  complete: Promise<Gathered>;
  /** How many users are ready now. */
  ready(): number;
  /** The process of a user that has been ready and is not lost. */
  workerOf(user: number): number | undefined;
  /** Releases the users that are waiting and those that arrive later. */
  release(schedule: Schedule): void;
  close(): void;
}

/** User numbers; a user that is not ready when the time is up counts as lost. */
interface Gathered {
  ready: number[];
  lost: number[];
}

/** How often a worker asks for the time: enough to get one response without a delay. */
const CLOCK_QUESTIONS = 5;

/** Opens the barrier for `users` (numbered from 0) on a free loopback port. */
export async function openBarrier(users: number, patienceMs: number): Promise<Barrier> {
  const waiting: ServerResponse[] = [];
  const ready = new Set<number>();
  const lost = new Set<number>();
  const workers = new Map<number, number>();
  let schedule: Schedule | undefined;
  let resolve: (gathered: Gathered) => void = () => {};
  const complete = new Promise<Gathered>((fulfil) => {
    resolve = fulfil;
  });
  const gather = () => {
    const numbers = Array.from({ length: users }, (_, user) => user);
    resolve({
      ready: numbers.filter((user) => ready.has(user)),
      lost: numbers.filter((user) => !ready.has(user)),
    });
  };
  const patience = setTimeout(gather, patienceMs);

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const user = Number(searchParams.get('user'));
    switch (pathname) {
      case '/clock':
        response.end(String(now()));
        return;
      case '/lost':
        ready.delete(user);
        workers.delete(user);
        lost.add(user);
        response.end();
        break;
      case '/ready':
        if (!lost.has(user)) {
          ready.add(user);
          workers.set(user, Number(searchParams.get('worker')));
        }
        if (schedule) response.end(JSON.stringify(schedule));
        else waiting.push(response);
        break;
    }
    if (ready.size + lost.size >= users) gather();
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    complete,
    ready: () => ready.size,
    workerOf: (user) => workers.get(user),
    release(released) {
      schedule = released;
      for (const response of waiting) response.end(JSON.stringify(released));
    },
    close() {
      clearTimeout(patience);
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Reports a user as ready; resolves with the schedule at the release. Rejects if the runner has exited. */
export async function standReady(barrierUrl: string, user: number): Promise<Schedule> {
  return JSON.parse(await ask(`${barrierUrl}/ready?user=${user}&worker=${process.pid}`)) as Schedule;
}

/** Reports that a user will not come or has left: the barrier need not wait for it. May be repeated. */
export async function reportLost(barrierUrl: string, user: number): Promise<void> {
  await ask(`${barrierUrl}/lost?user=${user}`);
}

/** Sets this process to the runner's clock. Returns how far its own clock was ahead. */
export async function keepRunnersTime(barrierUrl: string): Promise<ClockReading> {
  // Opening a connection takes longer than the request itself.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    return await setClock(async () => Number(await ask(`${barrierUrl}/clock`, agent)), CLOCK_QUESTIONS);
  } finally {
    agent.destroy();
  }
}

function ask(url: string, agent: Agent | false = false): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
      response.on('error', reject);
    }).on('error', reject);
  });
}
