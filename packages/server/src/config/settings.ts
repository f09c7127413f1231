import ipaddr from 'ipaddr.js';
import { choice, integer, list, text } from './setting.ts';

function urlFault(...protocols: readonly string[]): (value: string) => string | undefined {
  const expected = `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return (value) => (URL.canParse(value) && protocols.includes(new URL(value).protocol) ? undefined : `${expected}.`);
}

/** Every setting. The reference page docs/reference/configuration.md is generated from this table. */
export const settings = {
  port: integer({
    variable: 'KEYWRIGHT_PORT',
    description: 'The port to listen on. 0 lets the system choose.',
    fallback: 8787,
    min: 0,
    max: 65_535,
  }),
  host: text({
    variable: 'KEYWRIGHT_HOST',
    description: 'The address to listen on.',
    fallback: '127.0.0.1',
    bounds: 'an address or a host name',
  }),
  publicUrl: text({
    variable: 'KEYWRIGHT_PUBLIC_URL',
    description: 'How browsers and clients reach the service. Issuer of access JWTs; https makes cookies Secure.',
    fallback: undefined,
    fallbackText: 'http://127.0.0.1:<port>',
    bounds: 'an http or https URL',
    fault: urlFault('http:', 'https:'),
  }),
  dataDir: text({
    variable: 'KEYWRIGHT_DATA_DIR',
    description: 'Where the embedded database and the keyring live.',
    fallback: './data',
    bounds: 'a folder; made where it is missing',
  }),
  keyringFile: text({
    variable: 'KEYWRIGHT_KEYRING_FILE',
    description: 'The keyring. All nodes of one database need the same file.',
    fallback: undefined,
    fallbackText: '<data dir>/keyring.json',
    bounds: 'a file with mode 0600; made where it is missing',
  }),
  platform: text({
    variable: 'KEYWRIGHT_PLATFORM',
    description: 'The platform file: brand, token formats, scopes, roles, limits.',
    fallback: 'translately',
    bounds: 'a name under platforms/ or a path to a YAML file',
  }),
  adminEmail: text({
    variable: 'KEYWRIGHT_ADMIN_EMAIL',
    description: 'First run: the instance administrator’s e-mail.',
    fallback: 'admin@example.com',
    bounds: 'an e-mail address',
    fault: (value) => (/^[^\s@]+@[^\s@]+$/.test(value) ? undefined : `must be an e-mail address, not "${value}".`),
  }),
  adminPassword: text({
    variable: 'KEYWRIGHT_ADMIN_PASSWORD',
    description: 'First run: the instance administrator’s password. Set it for a first run without the print.',
    fallback: undefined,
    fallbackText: 'made and printed once',
    bounds: '12 to 128 characters',
    secret: true,
    fault: (value) => (value.length >= 12 && value.length <= 128 ? undefined : 'must have 12 to 128 characters.'),
  }),
  trustedProxies: list({
    variable: 'KEYWRIGHT_TRUSTED_PROXIES',
    description: 'Whose X-Forwarded-For is believed, read from the right.',
    fallbackText: 'none',
    bounds: 'addresses or CIDR ranges, separated by commas',
    fault: (item) =>
      ipaddr.isValid(item) || ipaddr.isValidCIDR(item) ? undefined : `"${item}" is no address and no CIDR range.`,
  }),
  logLevel: choice({
    variable: 'KEYWRIGHT_LOG_LEVEL',
    description: 'What is logged.',
    fallback: 'info',
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
  }),
  databaseUrl: text({
    variable: 'DATABASE_URL',
    description: 'PostgreSQL instead of the embedded SQLite.',
    fallback: undefined,
    fallbackText: 'SQLite in the data dir',
    bounds: 'a postgres:// URL',
    secret: true,
    fault: urlFault('postgres:', 'postgresql:'),
  }),
  databasePoolSize: integer({
    variable: 'KEYWRIGHT_DATABASE_POOL_SIZE',
    description: 'PostgreSQL: connections of this node.',
    fallback: 10,
    min: 2,
    max: 200,
  }),
  argon2MemoryKib: integer({
    variable: 'KEYWRIGHT_ARGON2_MEMORY_KIB',
    description: 'Argon2id: memory of one computation, in KiB. A change renews each hash on its next successful check.',
    fallback: 19_456,
    min: 8192,
    max: 1_048_576,
  }),
  argon2Passes: integer({
    variable: 'KEYWRIGHT_ARGON2_PASSES',
    description: 'Argon2id: passes over that memory.',
    fallback: 2,
    min: 1,
    max: 20,
  }),
  argon2Concurrency: integer({
    variable: 'KEYWRIGHT_ARGON2_CONCURRENCY',
    description: 'Argon2id: how many computations run at once.',
    fallback: 2,
    min: 1,
    max: 64,
  }),
  argon2MaxWaiting: integer({
    variable: 'KEYWRIGHT_ARGON2_MAX_WAITING',
    description: 'Argon2id: how many computations may wait before the answer is 503 OVERLOADED.',
    fallback: 512,
    min: 1,
    max: 10_000,
  }),
  knownCredentials: integer({
    variable: 'KEYWRIGHT_KNOWN_CREDENTIALS',
    description: 'How many checked credentials a process remembers. Each takes about 2 KiB.',
    fallback: 50_000,
    min: 1,
    max: 5_000_000,
  }),
  signInAttemptsPerMinute: integer({
    variable: 'KEYWRIGHT_SIGN_IN_ATTEMPTS_PER_MINUTE',
    description: 'How many sign-ins one address may try in a minute.',
    fallback: 10,
    min: 1,
    max: 100_000,
  }),
  lockoutFailures: integer({
    variable: 'KEYWRIGHT_LOCKOUT_FAILURES',
    description: 'How many bad tokens in a row block the address that they come from.',
    fallback: 10,
    min: 1,
    max: 1_000_000,
  }),
  lockoutWindowSeconds: integer({
    variable: 'KEYWRIGHT_LOCKOUT_WINDOW_SECONDS',
    description: 'Within how many seconds they must come to count as in a row.',
    fallback: 600,
    min: 1,
    max: 86_400,
  }),
  lockoutSeconds: integer({
    variable: 'KEYWRIGHT_LOCKOUT_SECONDS',
    description: 'For how many seconds an address is blocked.',
    fallback: 600,
    min: 1,
    max: 86_400,
  }),
  auditRetentionDays: integer({
    variable: 'KEYWRIGHT_AUDIT_RETENTION_DAYS',
    description: 'How many days of the audit log are kept. 0: all of it.',
    fallback: 0,
    min: 0,
    max: 36_500,
  }),
  invitationHours: integer({
    variable: 'KEYWRIGHT_INVITATION_HOURS',
    description: 'For how long an invitation’s one-time link works, in hours.',
    fallback: 72,
    min: 1,
    max: 720,
  }),
  smtpUrl: text({
    variable: 'SMTP_URL',
    description: 'The mail server by which notices go out as e-mails too. Absent: they are shown in the console alone.',
    fallback: undefined,
    bounds: 'an smtp:// or smtps:// URL',
    secret: true,
    fault: urlFault('smtp:', 'smtps:'),
  }),
  mailFrom: text({
    variable: 'KEYWRIGHT_MAIL_FROM',
    description: 'The sender of those e-mails.',
    fallback: 'keywright@localhost',
    bounds: 'an e-mail address, or a name and an address in angle brackets',
    fault: (value) =>
      /^(?:[^<>"@,;:\p{Cc}]+ <[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+>|[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+)$/u.test(value)
        ? undefined
        : `must be an e-mail address, or a name and an address in angle brackets, not "${value}".`,
  }),
  shutdownSeconds: integer({
    variable: 'KEYWRIGHT_SHUTDOWN_SECONDS',
    description: 'How long a graceful stop waits for requests in flight, in seconds.',
    fallback: 10,
    min: 1,
    max: 300,
  }),
} as const;
