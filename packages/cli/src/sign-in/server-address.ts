import { CommandRefusal } from '../output/command-refusal.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of a service as it was typed, in one spelling: without a scheme it is https. Credentials are sent there, so
 * plain http is for this machine alone unless `allowHttp`.
 */
export function toServerAddress(typed: string, allowHttp: boolean): string {
  const text = typed.trim();
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new CommandRefusal('USAGE', 'The server’s address is an https:// or http:// URL.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new CommandRefusal('USAGE', 'The server’s address has no user, password, query or fragment.');
  }
  if (url.protocol === 'http:' && !allowHttp && !loopback.test(url.hostname)) {
    const remedy = 'Use https, or set KEYWRIGHT_ALLOW_HTTP=1 on a network that you trust with your token.';
    throw new CommandRefusal('USAGE', 'Plain http would show your token to the network.', remedy);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
