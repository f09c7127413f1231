import type { Client } from '@keywright/client';
import { type ExitCode, exitCodes } from './output/exit-codes.ts';
import { Output } from './output/output.ts';
import type { Shell } from './shell.ts';
import { connect } from './sign-in/connect.ts';
import { type CredentialInUse, findCredential } from './sign-in/credential-in-use.ts';
import { expiryWarning } from './sign-in/expiry-warning.ts';
import { ProfileStore } from './sign-in/profile-store.ts';
import { readVersion } from './version.ts';

/** One run of the command line: what every command is given. */
export class Invocation {
  readonly shell: Shell;
  readonly output: Output;
  readonly profiles: ProfileStore;
  /** What the command exits with where nothing refuses it. */
  exitCode: ExitCode = exitCodes.done;

  constructor(shell: Shell) {
    this.shell = shell;
    this.output = new Output(shell);
    this.profiles = new ProfileStore(shell.environment);
  }

  /** Whether somebody is there to be asked. */
  get isInteractive(): boolean {
    return this.shell.stdin.isTTY === true && this.shell.stderr.isTTY === true;
  }

  credential(): CredentialInUse {
    return findCredential(this.shell.environment, () => this.profiles.read());
  }

  /**
   * A client with the credential in use. Warns where that ends soon, as far as it is known without asking: of a credential
   * from the environment only `whoami` knows.
   */
  connect(userAgent = this.userAgent()): Client {
    const credential = this.credential();
    if (credential.profile !== undefined && credential.kind !== 'access-jwt') {
      this.warnOfExpiry(credential.profile.expiresAt);
    }
    return connect({ server: credential.server, userAgent, credential });
  }

  warnOfExpiry(expiresAt: string | null): void {
    const warning = expiryWarning(expiresAt, this.shell.now());
    if (warning !== undefined) this.output.warn('EXPIRES_SOON', warning);
  }

  userAgent(): string {
    return `keywright-cli/${readVersion()}`;
  }
}
