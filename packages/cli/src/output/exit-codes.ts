/** What the command exits with. Scripts rely on them: a number, once published, keeps its meaning. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  notSignedIn: 3,
  unavailable: 4,
  notGood: 5,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** In the order of the numbers, as the help and the guide list them. */
export const exitCodeMeanings: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.done, 'done'],
  [exitCodes.refused, 'refused by the service, or by you when you were asked'],
  [exitCodes.usage, 'the command was not understood, or a file that it was given'],
  [exitCodes.notSignedIn, 'not signed in, or the credential was refused'],
  [exitCodes.unavailable, 'the service cannot be reached or cannot answer now: try again later'],
  [exitCodes.notGood, 'check: not a token, or its check digits are wrong'],
  [exitCodes.interrupted, 'interrupted'],
  [exitCodes.terminated, 'ended by SIGTERM'],
];
