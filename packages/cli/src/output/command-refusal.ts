import { type ExitCode, exitCodes } from './exit-codes.ts';

/** Why a command was not done where the service had no say in it. */
export type RefusalCode =
  | 'USAGE'
  | 'NOT_SIGNED_IN'
  | 'CREDENTIALS_FILE'
  | 'NOT_CONFIRMED'
  | 'NO_MATCH'
  | 'AMBIGUOUS'
  | 'SECRET_LOST'
  | 'INTERRUPTED';

const exits: Readonly<Record<RefusalCode, ExitCode>> = {
  USAGE: exitCodes.usage,
  NOT_SIGNED_IN: exitCodes.notSignedIn,
  CREDENTIALS_FILE: exitCodes.notSignedIn,
  NOT_CONFIRMED: exitCodes.refused,
  NO_MATCH: exitCodes.refused,
  AMBIGUOUS: exitCodes.usage,
  SECRET_LOST: exitCodes.refused,
  INTERRUPTED: exitCodes.interrupted,
};

/** A refusal of the command line itself. `message` and `remedy` are sentences for people and hold no secret. */
export class CommandRefusal extends Error {
  readonly code: RefusalCode;
  readonly remedy: string | undefined;

  constructor(code: RefusalCode, message: string, remedy?: string) {
    super(message);
    this.name = 'CommandRefusal';
    this.code = code;
    this.remedy = remedy;
  }

  get exitCode(): ExitCode {
    return exits[this.code];
  }
}
