/** A secret, and a trace of the place where it was taken out, if that place is recorded at all. */
interface Planted {
  value: string;
  mark?: RegExp;
}

/** Plain words are recognised by nobody: these are found because of where they stand, or what stands before them. */
const plain = (name: string): string => `plant-in-${name}`;

const webToken = (name: string): string =>
  `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(name).toString('base64url')}.c2lnbmF0dXJl`;

/** What the leaky product gives away, by kind. */
export const planted = {
  targetKey: { what: 'key in the target’s address', value: plain('target-key'), mark: /\?api_key=…/ },
  parameter: { what: 'parameter of a request', value: plain('parameter'), mark: /&visitor=…/ },
  path: { what: 'token in the path of a request', value: 'Qm7XpLr2VnZs9KdTfWb4HgYc8' },
  fragment: { what: 'JSON Web Token after # in an address', value: webToken('plant-in-fragment') },
  failed: { what: 'token in the address of a failed request', value: plain('failed'), mark: /\?token=…/ },
  authorization: { what: 'Authorization header of a request', value: plain('authorization') },
  header: { what: 'header of an answer', value: plain('header') },
  cookie: { what: 'cookie', value: plain('cookie') },
  storage: { what: 'localStorage', value: plain('storage') },
  requestBody: { what: 'body of a request', value: plain('request-body') },
  answerBody: { what: 'body of an answer', value: plain('answer-body') },
  serverTiming: { what: 'description in Server-Timing', value: plain('server-timing'), mark: /token=…/ },
  console: { what: 'message on the page’s console', value: plain('console') },
  exception: { what: 'exception in the page', value: plain('exception'), mark: /refused: Bearer …/ },
  privateKey: { what: 'private key in an exception', value: plain('private-key') },
  printed: { what: 'line that a journey prints', value: plain('printed') },
  thrown: { what: 'error that a journey throws', value: plain('thrown'), mark: /had enough of Bearer …/ },
  output: { what: 'output of the product', value: plain('output'), mark: /secret_key=…/ },
  service: { what: 'key of a known service in the output', value: 'sk_live_51Hplantinservice' },
  log: { what: 'line of a log file', value: plain('log'), mark: /password=…/ },
  sqlValue: { what: 'value in an SQL statement', value: plain('sql'), mark: /passwd=…/ },
  engineAddress: { what: 'key in a query to the engine', value: plain('engine') },
  label: { what: 'label of a metric', value: plain('label') },
  metricsKey: { what: 'key of the metrics page', value: plain('metrics-key') },
  dotenv: { what: 'value in .env', value: 'plant in “.env” & more' },
  redisPassword: { what: 'password of Redis, in the sources file', value: plain('redis') },
} as const satisfies Record<string, Planted & { what: string }>;
