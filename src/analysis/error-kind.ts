import type { ErrorKind } from '../sample/analysis.ts';
import type { StepSample } from '../sample/sample.ts';

/** Chromium's names of what went wrong (net/base/net_error_list.h), by what they mean for the product. */
const networkErrors: [RegExp, ErrorKind][] = [
  [/ERR_CONNECTION_REFUSED/, 'connection refused'],
  [
    /ERR_(CONNECTION_(RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH)/,
    'connection lost',
  ],
  [/ERR_(NAME_NOT_RESOLVED|ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED)/, 'host not reachable'],
  [/ERR_(CERT|SSL)_/, 'certificate'],
  [/ERR_ABORTED/, 'load aborted'],
];

/** What went wrong in a step without an answer. */
export function errorKind({
  outcome,
  request,
}: Pick<StepSample, 'outcome' | 'request'> & { outcome: { message: string } }): ErrorKind {
  const { message } = outcome;
  const status = Number(/\bstatus (\d{3})\b/.exec(message)?.[1] ?? request?.status);
  if (status >= 500) return 'server error';
  if (status >= 400) return 'client error';
  const network = networkErrors.find(([pattern]) => pattern.test(message));
  if (network) return network[1];
  if (request?.unanswered) return 'connection lost';
  if (outcome.status === 'timeout') return 'timed out';
  if (message.startsWith('the page shows an error')) return 'error shown';
  if (message.startsWith('the response is partial')) return 'partial answer';
  if (/Timeout \d+ms exceeded/.test(message)) return 'timed out';
  if (/crash/i.test(message)) return 'page crashed';
  return 'other';
}

/** Only waiting too long can be the fault of a busy generator: everything else is what the product answered. */
export const mayBeGenerators = (kind: ErrorKind): boolean => kind === 'timed out';
