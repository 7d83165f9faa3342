import { type WebSocket, WebSocketServer } from 'ws';
import { hitsScript, type Kind, pageOf, searching } from '../kind.ts';

const server = new WebSocketServer({ noServer: true });
server.on('connection', (socket: WebSocket) => {
  socket.on('message', () => {
    for (let hit = 1; hit <= 6; hit += 1) setTimeout(() => socket.send(String(hit)), hit * 100);
  });
});

/** Six hits, 100 ms apart, over a connection that stays open. */
export default {
  what: 'six hits, 100 ms apart, by WebSocket',
  upgrade: (request, socket, head) =>
    server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request)),
  routes: {
    '/': pageOf(
      '<input><div id="hits"></div>',
      `${hitsScript}
      const box = document.querySelector('input');
      const socket = new WebSocket('ws://' + location.host + '/socket');
      socket.onmessage = () => { document.querySelector('#hits').insertAdjacentHTML('beforeend', hits(box.value, 1)); shown(); };
      box.addEventListener('keydown', (event) => {
        acted(event);
        if (event.key === 'Enter') socket.send(box.value);
      });`,
    ),
  },
  ways: () => ({
    nothing: { action: searching('wave', {}), verdict: 'true' },
    count: { action: searching('wave', { selector: '.hit', count: { min: 6 } }), verdict: 'true' },
  }),
} satisfies Kind;
