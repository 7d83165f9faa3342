/** An address that `fetch` accepts, and the authentication headers. */
interface AskableAddress {
  url: URL;
  headers: { authorization?: string };
}

/** Moves name and password from an address to a header: `fetch` rejects addresses that contain them. */
export function askable(address: string | URL): AskableAddress {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return { url, headers: username || password ? { authorization: basic(username, password) } : {} };
}

function basic(username: string, password: string): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
