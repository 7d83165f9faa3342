/**
 * The environment of a command that starts the product: `PORT` is the port that it must listen on, and `FOOTFALL_COPY` the name
 * of the copy, if two are started.
 */
export function commandEnvironment(env: NodeJS.ProcessEnv, url: string, copy?: string): NodeJS.ProcessEnv {
  const { port, protocol } = new URL(url);
  const defaultPort = protocol === 'https:' ? '443' : '80';
  return {
    ...env,
    PORT: port === '' ? defaultPort : port,
    ...(copy !== undefined && { FOOTFALL_COPY: copy }),
  };
}
