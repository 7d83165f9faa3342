/**
 * What a command that starts the product finds in its environment: in `PORT` the port that it must listen on, and in `FOOTFALL_COPY`
 * which of two copies it is, if there are two.
 */
export function commandEnvironment(env: NodeJS.ProcessEnv, url: string, copy?: string): NodeJS.ProcessEnv {
  const { port, protocol } = new URL(url);
  const usual = protocol === 'https:' ? '443' : '80';
  return { ...env, PORT: port === '' ? usual : port, ...(copy !== undefined && { FOOTFALL_COPY: copy }) };
}
