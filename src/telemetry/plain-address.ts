/** An address without name, password and parameters, so that it is safe to print. */
export function plainAddress(url: string): string {
  if (!URL.canParse(url)) return 'an invalid address';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
