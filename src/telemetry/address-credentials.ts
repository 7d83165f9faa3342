/** An address as it can be asked, and the headers that say who asks. */
interface AskableAddress {
  url: URL;
  headers: { authorization?: string };
}

/** Takes name and password out of an address and makes them a header: `fetch` refuses addresses that hold them. */
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
