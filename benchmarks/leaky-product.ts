import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';
import { planted } from './planted-secrets.ts';

/** A search product that gives away secrets wherever it can: `benchmarks/secrets.ts` has Footfall start it. */
const { PORT, LEAKY_DATABASE, LEAKY_LOG, SHOP_CODE } = process.env;
const at = `http://127.0.0.1:${PORT}`;

/** Long enough for PostgreSQL to log the statement with its plan. */
const STATEMENT_SECONDS = 0.3;

const home = `<!doctype html><html lang="en"><title>Leaky</title><link rel="icon" href="data:,">
<h1>Leaky search</h1><input aria-label="Search"><output></output>
<script>
localStorage.setItem('session', '${planted.storage.value}');
document.cookie = 'seen=${planted.cookie.value}';
history.replaceState(null, '', location.href.split('#')[0] + '#access=${planted.fragment.value}');
const input = document.querySelector('input');
let asked = 0;
input.addEventListener('keydown', async ({ key }) => {
  if (key !== 'Enter') return;
  const text = input.value;
  input.value = '';
  asked += 1;
  console.error('sent Authorization: Bearer ${planted.console.value}', ${JSON.stringify(SHOP_CODE)});
  setTimeout(() => { throw new Error('refused: Bearer ${planted.exception.value}; ' + ${JSON.stringify(SHOP_CODE)}); });
  setTimeout(() => { throw new Error('-----BEGIN PRIVATE KEY-----\\n${planted.privateKey.value}\\n-----END PRIVATE KEY-----'); });
  fetch('/reset/${planted.path.value}');
  fetch('/missing?token=${planted.failed.value}').then((r) => { throw new Error('no ' + r.url); });
  fetch('/order', {
    method: 'POST',
    headers: { Authorization: 'Bearer ${planted.authorization.value}' },
    body: JSON.stringify({ card: '${planted.requestBody.value}' }),
  });
  // Without a visitor, the request can be repeated after the run.
  const visitor = asked % 2 ? '' : '&visitor=${planted.parameter.value}';
  const answer = await fetch('/answer?q=' + encodeURIComponent(text) + visitor);
  await answer.text();
  const output = document.querySelector('output');
  output.textContent = 'found';
  output.dataset.for = text;
});
</script>`;

const database = new pg.Client({ connectionString: LEAKY_DATABASE as string });
await database.connect();

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', at);
  const query = searchParams.get('q') ?? '';
  response.setHeader('Set-Cookie', `session=${planted.cookie.value}`);
  response.setHeader('X-Api-Key', planted.header.value);
  response.setHeader('Server-Timing', `app;dur=300;desc="token=${planted.serverTiming.value}"`);
  if (pathname === '/missing') response.writeHead(404).end();
  else if (pathname === '/metrics')
    response.end(
      `leaky_requests_total{path="/",token="${planted.label.value}"} ${Math.round(performance.now())}\n`,
    );
  else if (pathname.startsWith('/queries'))
    response.setHeader('Content-Type', 'application/json').end(
      JSON.stringify({
        database: [
          {
            text: `SELECT pg_sleep(${STATEMENT_SECONDS}), $1::text`,
            values: [`passwd=${planted.sqlValue.value}`],
            durationMs: 300,
          },
        ],
        engine: [{ url: `${at}/engine?q=a&api_key=${planted.engineAddress.value}`, durationMs: 20 }],
      }),
    );
  else if (pathname === '/answer') {
    console.log(`ERROR asked for ${query}, secret_key=${planted.output.value}, key ${planted.service.value}`);
    appendFileSync(
      LEAKY_LOG as string,
      `ERROR login failed, password=${planted.log.value} code ${SHOP_CODE}\n`,
    );
    if (query === 'silence') return;
    await database.query(`SELECT pg_sleep(${STATEMENT_SECONDS}), 'passwd=${planted.sqlValue.value}'`);
    response.end(JSON.stringify({ query, basket: planted.answerBody.value }));
  } else response.setHeader('Content-Type', 'text/html').end(home);
});
server.listen(Number(PORT), '127.0.0.1', () => {
  writeFileSync(
    'sources.json',
    JSON.stringify({ url: at, redisUrl: `redis://:${planted.redisPassword.value}@127.0.0.1:1` }),
  );
  console.log(`listening on ${PORT}`);
});
