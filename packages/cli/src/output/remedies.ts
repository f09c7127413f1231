import type { KeywrightError, KeywrightErrorCode } from '@keywright/client';

type Remedy = string | ((error: KeywrightError) => string | undefined);

const list = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(', ') : '');
const later = ({ retryAfterSeconds }: KeywrightError): string =>
  retryAfterSeconds === undefined ? 'Try again later.' : `Try again in ${retryAfterSeconds} s.`;
const signIn = 'Sign in again with `keywright login`, or set KEYWRIGHT_TOKEN to a good token.';

/** What the person at the keyboard can do. Codes that are missing here explain themselves. */
const remedies: Readonly<Partial<Record<KeywrightErrorCode, Remedy>>> = {
  VALIDATION_FAILED: ({ fields }) =>
    fields.length === 0 ? undefined : fields.map(({ path, message }) => `${path}: ${message}`).join(' '),
  UNKNOWN_SCOPE: '`keywright scopes list` shows the scopes of this platform.',
  UNAUTHENTICATED: signIn,
  CREDENTIAL_REVOKED: signIn,
  CREDENTIAL_EXPIRED: signIn,
  OWNER_DISABLED: 'Ask an administrator of the instance.',
  INSUFFICIENT_SCOPE: ({ details }) => `Use a credential with the scopes: ${list(details.missing)}.`,
  SCOPE_ESCALATION: ({ details }) => `Leave out what you do not hold: ${list(details.missing)}.`,
  WRONG_PROJECT: 'Use a credential that reaches this project.',
  NETWORK_REFUSED: 'Use the credential from one of its networks.',
  CREDENTIAL_KIND_REFUSED: ({ details }) =>
    list(details.accepts) === 'session'
      ? 'Sign in with your password: `keywright login`.'
      : `It takes: ${list(details.accepts)}.`,
  NOT_FOUND: 'Check the id, and `keywright whoami` for what your credential reaches.',
  TOKEN_LIMIT_REACHED: 'Revoke one that is not needed, then mint again.',
  CREDENTIAL_ENDED: 'Mint a new one.',
  PRECONDITION_FAILED: 'Repeat the command: it reads the present state first.',
  RATE_LIMITED: later,
  ADDRESS_BLOCKED: later,
  OVERLOADED: later,
  UNAVAILABLE: later,
  INTERNAL: 'Quote the trace to whoever runs the service.',
  NETWORK: 'Check the address (`keywright login --server`, KEYWRIGHT_URL) and that the service runs.',
  UNREADABLE: 'Check the address: what answered there is not Keywright.',
  // Not said as a thing to do at once: whoever can answer in the service’s place can name any address.
  REDIRECTED: ({ details }) => {
    const target = typeof details.origin === 'string' ? details.origin : 'the address that it leads to';
    return `If Keywright is there, name that: \`keywright login --server\` or KEYWRIGHT_URL, with ${target} and the path under which it is served, if any.`;
  },
};

/** What to do about a refusal of the service; undefined where its message says it all. */
export function remedyFor(error: KeywrightError): string | undefined {
  const remedy = remedies[error.code];
  return typeof remedy === 'function' ? remedy(error) : remedy;
}
