import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Schedule } from './schedule.ts';

/**
 * The start barrier: a worker asks `GET /ready` once its user stands ready, and the answer, held back until the last
 * one has come, is the schedule. `GET /lost` tells that a user will not come.
 */
export interface Barrier {
  url: string;
  /** Resolves when every user is ready or lost, or when the time is up, with the numbers of both. */
  complete: Promise<{ ready: number; lost: number }>;
  /** Users that stand ready now. */
  ready(): number;
  /** Lets everyone go who waits or comes later. */
  release(schedule: Schedule): void;
  close(): void;
}

/** Opens the barrier for `users` on a free loopback port. */
export async function openBarrier(users: number, patienceMs: number): Promise<Barrier> {
  const waiting: ServerResponse[] = [];
  let resolve: (counts: { ready: number; lost: number }) => void = () => {};
  const complete = new Promise<{ ready: number; lost: number }>((fulfil) => {
    resolve = fulfil;
  });
  let ready = 0;
  let lost = 0;
  let schedule: Schedule | undefined;
  const patience = setTimeout(() => resolve({ ready, lost: users - ready }), patienceMs);

  const server = createServer((request, response) => {
    if (request.url === '/lost') {
      lost += 1;
      response.end();
    } else {
      ready += 1;
      if (schedule) response.end(JSON.stringify(schedule));
      else waiting.push(response);
    }
    if (ready + lost >= users) resolve({ ready, lost });
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    complete,
    ready: () => ready,
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

/** A worker's side: stands ready and resolves with the schedule when all are. Rejects when the runner has gone. */
export async function standReady(barrierUrl: string): Promise<Schedule> {
  return JSON.parse(await ask(`${barrierUrl}/ready`)) as Schedule;
}

/** The reporter's side: a user's test has failed, so nobody must wait for it. */
export async function reportLost(barrierUrl: string): Promise<void> {
  await ask(`${barrierUrl}/lost`);
}

function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
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
