import { createServer } from 'node:http';

// The small product as a long-running command: `node product-server.js <port> <response time in ms> [<answer>]`.
const [port, answerMs] = process.argv.slice(2, 4).map(Number);
const [answer = 'here you are'] = process.argv.slice(4);

const home = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Small</title><link rel="icon" href="data:,">
<body data-ready="/"><input aria-label="Search"><output></output>
<script>
const input = document.querySelector('input');
input.addEventListener('keydown', async ({ key }) => {
  if (key !== 'Enter') return;
  const text = input.value;
  input.value = '';
  const answer = await fetch('/answer?q=' + encodeURIComponent(text));
  const output = document.querySelector('output');
  output.textContent = await answer.text();
  output.dataset.for = text;
});
</script>`;

const server = createServer((request, response) => {
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  if (!request.url?.startsWith('/answer')) {
    response.setHeader('Content-Type', 'text/html');
    response.end(home);
  } else {
    setTimeout(() => {
      response.setHeader('Server-Timing', `app;dur=${answerMs}`);
      response.end(answer);
    }, answerMs);
  }
});
server.listen(port, '127.0.0.1', () => console.log(`listening on ${port}`));
