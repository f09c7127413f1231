/** A line on standard error that says how far a command is, on a terminal alone. */
export function createProgress() {
  const isTerminal = process.stderr.isTTY === true;
  return {
    show: (line: string) => {
      if (isTerminal) process.stderr.write(`\r\u001b[K${line}`);
    },
    end: () => {
      if (isTerminal) process.stderr.write('\r\u001b[K');
    },
  };
}
