/** Flags of `node --test` whose value may stand in the next argument; it must not be taken for a file. */
const takesValue = new Set(['--test-name-pattern', '--test-skip-pattern', '--test-timeout', '--test-concurrency']);

/** Splits the arguments of `npm test --` into flags for `node --test` and the files or globs to run. */
export function splitArguments(args: string[]): { flags: string[]; files: string[] } {
  const flags: string[] = [];
  const files: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    const value = args[index + 1];
    if (takesValue.has(argument) && value !== undefined) {
      flags.push(`${argument}=${value}`);
      index += 1;
    } else if (argument.startsWith('-')) flags.push(argument);
    else files.push(argument);
  }
  return { flags, files };
}
