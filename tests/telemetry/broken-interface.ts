import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** What a server does with a connection. */
export const brokenBehaviours: Record<string, (socket: Socket) => void> = {
  hangs: (socket) => socket.resume(),
  trickles: (socket) => {
    const timer = setInterval(() => socket.write('H'), 200);
    socket.on('close', () => clearInterval(timer)).resume();
  },
  resets: (socket) => socket.once('data', () => socket.resetAndDestroy()),
  'answers garbage': (socket) =>
    socket.on('data', () => socket.write(Buffer.from('\u0000\uFFFD 1e999 \r\n\r\n{"'))),
  'begins an answer': (socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"status"')),
};

/** A server that does this with each connection. */
export async function serveBroken(behaviour: (socket: Socket) => void) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    behaviour(socket);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return { port: (server.address() as AddressInfo).port, open, close: () => server.close() };
}
