import { createHash, randomBytes } from 'node:crypto';
import { printable } from '../sample/plain-text.ts';
import { decoded, HIDDEN } from '../sample/whole-address.ts';

/**
 * What may be recorded. Everything that is written into a run folder, a baseline or the history passes here, and so does what the
 * command line prints.
 *
 * - Addresses lose user name and password, and the value of every query parameter that is not allowed by name.
 * - Keys, tokens and passwords are recognised by their name or their form.
 * - Values that the project keeps secret (`.env`, settings that may contain a password) never appear.
 */

/** The project's own rules: in the environment, so that every process of a run has them. */
interface Rules {
  /** Texts that must never appear. */
  secrets: string[];
  /** Names of query parameters whose values may be recorded. */
  parameters: string[];
  /** Lets two hidden values be told apart without telling what they are; random, and forgotten with the run. */
  salt: string;
}

const VARIABLE = 'FOOTFALL_RECORDING';

/** Shorter values, such as `on` or `5432`, would hide half of every report. */
const SHORTEST_SECRET = 6;

/** Adds rules for this process and the processes that it starts. */
export function addRules({ secrets = [], parameters = [] }: Partial<Omit<Rules, 'salt'>>): void {
  const before = rules();
  const all: Rules = {
    secrets: [
      ...new Set([...before.secrets, ...secrets.filter((secret) => secret.length >= SHORTEST_SECRET)]),
    ].sort((a, b) => b.length - a.length),
    parameters: [...new Set([...before.parameters, ...parameters.map((name) => name.toLowerCase())])],
    salt: before.salt || randomBytes(8).toString('hex'),
  };
  process.env[VARIABLE] = JSON.stringify(all);
}

/** The rules, to hand them to a process with another environment. */
export const handedRules = (): Record<string, string> => ({ [VARIABLE]: JSON.stringify(rules()) });

let read: { text: string | undefined; rules: Rules } | undefined;

function rules(): Rules {
  const text = process.env[VARIABLE];
  if (read?.text !== text) {
    read = { text, rules: text ? (JSON.parse(text) as Rules) : noRules };
  }
  return read?.rules ?? noRules;
}

const noRules: Rules = { secrets: [], parameters: [], salt: '' };

/** What stands for a value in a sample. Requests that differ in it stay different, for whoever counts equal ones. */
function distinct(value: string): string {
  const { salt } = rules();
  return salt === ''
    ? HIDDEN
    : HIDDEN +
        createHash('sha256')
          .update(salt + value)
          .digest('hex')
          .slice(0, 4);
}

/**
 * Query parameters that say what was asked, not who asked. Of a compound name such as `filters[colour]` or `facet.brand`, the
 * first word counts.
 */
const askedFor = new Set(
  `q query s search text term terms keyword keywords k input prefix suggest yql ranking order orderby sort sortby dir direction
  p page pages pagesize size limit offset start from to skip take hits count num rows perpage per_page first last
  filter filters facet facets f category categories cat type kind brand tag tags color colour price min max year view mode tab
  lang language locale hl format fields field select group id ids v version traceid timeout trace presentation model
  metrics summary queryprofile searchchain recall pos nocache`.split(/\s+/),
);

/** Names of what proves who somebody is. */
const secretNames =
  '(?:[\\w.-]*(?:api[-_]?key|access[-_]?key|secret[-_]?key|private[-_]?key|secret|password|passwd|pwd|token|authorization|credentials?|signature|session[-_]?id|cookie|jwt))';

const isSecretName = new RegExp(`^${secretNames}$|^(?:key|auth|sid|sig)$`, 'i');

/** Whether a parameter or variable of this name holds what proves who somebody is. */
export const namesSecret = (name: string): boolean => isSecretName.test(name);

const userInfo = /(?<=\/\/)[^/?#\s"'<>@]*@/g;
const parameter = /([?&;]|&amp;)([\w.[\]%-]+)=([^&#\s"'<>\\)]*)/g;
const named = new RegExp(
  `(?<![\\w-])(${secretNames})(\\\\*["']?\\s*[:=]\\s*)(\\\\*["']?)((?:(?:Bearer|Basic|Digest|Token)\\s+)?(?:[^\\s"'&;,<>\\\\]|\\\\(?!["']))+)`,
  'gi',
);
const scheme = /\b(Bearer|Basic|Digest|Token)\s+[\w~+/.=-]{6,}/g;
/** JSON Web Tokens, and keys that say by their beginning what they are. */
const knownForms =
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:sk|pk|rk)[-_](?:live|test|proj)?[-_]?\w{16,}|\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}/g;
/** Long, and of large letters, small letters and digits: nobody writes this by hand. */
const random = /(?<![\w.-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{24,}(?![\w-])/g;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

function isAllowed(name: string, value: string, terms: readonly string[]): boolean {
  const plain = decoded(name).toLowerCase();
  if (namesSecret(plain)) return rules().parameters.includes(plain);
  const [first = ''] = plain.split(/[^a-z_]/);
  return (
    value === '' ||
    askedFor.has(plain) ||
    askedFor.has(first) ||
    rules().parameters.includes(plain) ||
    rules().parameters.includes(first) ||
    terms.includes(decoded(value))
  );
}

function withoutSecrets(text: string): string {
  return rules().secrets.reduce(
    (rest, secret) => rest.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN),
    text,
  );
}

/**
 * A text in which addresses, tokens and the project's secrets are cleaned, fit to be printed.
 *
 * @param terms what users searched for: such a value may be recorded whatever its parameter is called
 * @param hidden what stands for the value of a parameter
 */
export function cleanText(
  text: string,
  terms: readonly string[] = [],
  hidden: (value: string) => string = () => HIDDEN,
): string {
  return withoutSecrets(text)
    .replace(userInfo, '')
    .replace(parameter, (whole, before: string, name: string, value: string) =>
      isAllowed(name, value, terms) || value.startsWith(HIDDEN)
        ? whole
        : `${before}${name}=${namesSecret(decoded(name)) ? HIDDEN : hidden(value)}`,
    )
    .replace(named, (whole, name: string, between: string, quote: string, value: string) =>
      value.startsWith(HIDDEN) ? whole : `${name}${between}${quote}${HIDDEN}`,
    )
    .replace(scheme, `$1 ${HIDDEN}`)
    .replace(knownForms, HIDDEN)
    .replace(privateKey, HIDDEN);
}

/** Texts of ours, which are long by nature. */
const ours = new Set(['id', 'traceId', 'stepId', 'image', 'journey', 'step', 'name', 'folder', 'commit']);

/** A value as JSON, with each text in it cleaned. */
export const cleanJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, (key, inside: unknown) => cleanEntry(key, inside, [], () => HIDDEN), indent);

/** A sample as a line of JSON, with each text in it cleaned. */
export function cleanLine(sample: unknown): string {
  const terms = termsOf(sample);
  return JSON.stringify(sample, (key, inside: unknown) => cleanEntry(key, inside, terms, distinct));
}

/** A product may report any number, such as 1e999. What nothing can be reckoned with is not measured, so it is absent. */
const isMeasured = (value: number) => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

function cleanEntry(
  key: string,
  inside: unknown,
  terms: readonly string[],
  hidden: (value: string) => string,
): unknown {
  if (typeof inside === 'number') return isMeasured(inside) ? inside : undefined;
  if (typeof inside !== 'string' || ours.has(key) || inside.startsWith('data:')) return inside;
  return cleanText(inside, terms, hidden).replace(random, HIDDEN);
}

/** What other programs call headers and bodies. */
const notRecorded = new Set(['headers', 'requestHeaders', 'responseHeaders', 'cookies', 'postData']);

/** JSON that another program wrote, with each text in it cleaned, and without headers, cookies and bodies. */
export const cleanForeign = (json: string): string =>
  JSON.stringify(JSON.parse(json), (key, inside: unknown) =>
    notRecorded.has(key) ? undefined : cleanEntry('', inside, [], () => HIDDEN),
  );

/** The search term of a step. */
function termsOf(value: unknown): string[] {
  const { query } = (value ?? {}) as { query?: { text?: unknown } };
  return typeof query?.text === 'string' ? [query.text] : [];
}

/** What another program found, with each text in it cleaned. */
export const cleaned = <Value>(value: Value): Value =>
  JSON.parse(cleanForeign(JSON.stringify(value))) as Value;

let isCleaning = false;

/**
 * From now on, what this process prints is cleaned, and cannot control the terminal, whoever wrote it. A reader such as `head` may close the pipe
 * early.
 */
export function cleanOutput(): void {
  if (isCleaning) return;
  isCleaning = true;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    const write = stream.write.bind(stream) as (chunk: unknown, ...more: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...more: unknown[]) =>
      write(typeof chunk === 'string' ? printable(cleanText(chunk)) : chunk, ...more);
  }
}
