/** Addresses of this machine that never cross a network. An address of its own on a network is not recognised. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether a URL leads to the machine itself, as its text says; `false` for what is no absolute URL. */
export function isOnThisMachine(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}
