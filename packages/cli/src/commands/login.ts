import { type Command, Option } from 'commander';
import { holdSignals } from '../credentials/hold-signals.ts';
import { warnWhereLost } from '../credentials/mint-credential.ts';
import type { Invocation } from '../invocation.ts';
import { addExamples } from '../options/examples.ts';
import { collect, expiryParser } from '../options/parsers.ts';
import { CommandRefusal } from '../output/command-refusal.ts';
import { ask, askHidden } from '../prompts/ask.ts';
import { readInput } from '../prompts/read-input.ts';
import { allowsHttp } from '../sign-in/credential-in-use.ts';
import type { Profile } from '../sign-in/profile.ts';
import { toServerAddress } from '../sign-in/server-address.ts';
import { type MintWish, mintForMachine, signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { signInWithToken } from '../sign-in/sign-in-with-token.ts';

const maximumTokenBytes = 4_096;

interface Options extends MintWish {
  readonly server?: string;
  readonly tokenStdin?: boolean;
  readonly apiKey?: boolean;
  readonly mint?: boolean;
}

export function addLogin(program: Command, run: Invocation): void {
  const login = program
    .command('login')
    .description('Sign in by password or with a token, and keep the credential in a file that is yours alone')
    .option('--server <url>', 'the address of the service (default: KEYWRIGHT_URL, or you are asked)')
    .option('--token-stdin', 'take a token from standard input, instead of a password')
    .option('--api-key', 'with --token-stdin: it is an API key, where its format does not say so')
    .addOption(new Option('--mint', 'mint a lasting token with the password, and keep that').conflicts('tokenStdin'))
    .option('--name <name>', 'with --mint: what to call it (default: after this machine)')
    .option('--scope <scope>', 'with --mint: a scope that it grants; repeat it', collect)
    .option('--level <level>', 'with --mint: a level of the platform, instead of scopes')
    .addOption(
      new Option('--expires <when>', 'with --mint: 30d, an instant, or never').argParser(expiryParser(run.shell.now)),
    )
    .action((options: Options) => signIn(run, options));
  login.addHelpText(
    'after',
    '\nWithout --mint a password gives an access JWT, which ends within 15 minutes. Nothing is minted unless you say so.',
  );
  addExamples(
    login,
    'keywright login --server https://keys.example.com',
    'keywright login --server https://keys.example.com --mint --scope projects.read --expires 90d',
    'keywright login --server https://keys.example.com --token-stdin < token.txt',
  );
}

async function signIn(run: Invocation, options: Options): Promise<void> {
  requireConsistent(options);
  const server = toServerAddress(await serverOf(run, options), allowsHttp(run.shell.environment));
  const profile =
    options.tokenStdin === true ? await byToken(run, server, options) : await byPassword(run, server, options);
  run.output.say(`Signed in at ${server}. Stored in ${run.profiles.path}.`);
  run.output.say(untilWhen(profile));
  const { KEYWRIGHT_TOKEN = '', KEYWRIGHT_API_KEY = '' } = run.shell.environment;
  if (KEYWRIGHT_TOKEN !== '' || KEYWRIGHT_API_KEY !== '') {
    run.output.warn('ENVIRONMENT_WINS', 'KEYWRIGHT_TOKEN or KEYWRIGHT_API_KEY is set: commands use that instead.');
  }
}

/** Mints, and stores what was minted, as one: between the two its secret is nowhere else. */
async function mintAndStore(run: Invocation, signedIn: Profile, wish: MintWish): Promise<Profile> {
  const profile = await warnWhereLost(run, 'keywright tokens list', () =>
    mintForMachine(signedIn, run.userAgent(), wish),
  );
  try {
    run.profiles.write(profile);
  } catch (error) {
    const message = `The token ${profile.prefix ?? ''} was minted and is stored nowhere. Revoke it, and sign in again.`;
    run.output.warn('SECRET_LOST', message);
    throw error;
  }
  return profile;
}

function requireConsistent({ mint, scope, level, name, expires, tokenStdin, apiKey }: Options): void {
  if (mint === true && scope === undefined && level === undefined) {
    throw new CommandRefusal('USAGE', '--mint needs to know what the token may do.', 'Add --scope or --level.');
  }
  const wished = [scope, level, name, expires].some((wish) => wish !== undefined);
  if (mint !== true && wished) throw new CommandRefusal('USAGE', 'Scopes, level, name and expiry go with --mint.');
  if (apiKey === true && tokenStdin !== true) throw new CommandRefusal('USAGE', '--api-key goes with --token-stdin.');
}

async function serverOf(run: Invocation, { server, tokenStdin }: Options): Promise<string> {
  const known = server ?? run.shell.environment.KEYWRIGHT_URL ?? '';
  if (known !== '') return known;
  if (tokenStdin !== true) requireTerminal(run);
  if (!run.isInteractive) throw new CommandRefusal('USAGE', 'Which server?', 'Add --server, or set KEYWRIGHT_URL.');
  return ask(run.shell, 'Server: ');
}

async function byToken(run: Invocation, server: string, { apiKey = false }: Options): Promise<Profile> {
  const text = run.isInteractive
    ? await askHidden(run.shell, 'Token: ')
    : await readInput(run.shell, maximumTokenBytes);
  const profile = await signInWithToken({ server, userAgent: run.userAgent() }, text, apiKey);
  run.profiles.write(profile);
  return profile;
}

async function byPassword(run: Invocation, server: string, options: Options): Promise<Profile> {
  requireTerminal(run);
  const email = (await ask(run.shell, 'E-mail: ')).trim();
  const password = await askHidden(run.shell, 'Password: ');
  const signedIn = await signInWithPassword({ server, userAgent: run.userAgent(), email, password });
  if (options.mint === true) return holdSignals(run, () => mintAndStore(run, signedIn, options));
  run.profiles.write(signedIn);
  return signedIn;
}

function requireTerminal(run: Invocation): void {
  if (run.isInteractive) return;
  const remedy = 'Pipe a token into `keywright login --token-stdin`, or set KEYWRIGHT_URL and KEYWRIGHT_TOKEN.';
  throw new CommandRefusal('USAGE', 'A password is asked for on a terminal, and there is none.', remedy);
}

function untilWhen({ kind, expiresAt }: Profile): string {
  if (kind === 'access-jwt') {
    return `This ends at ${expiresAt ?? 'its hour'}. For longer, sign in with --mint or --token-stdin.`;
  }
  return expiresAt === null ? 'The token does not expire.' : `The token expires at ${expiresAt}.`;
}
