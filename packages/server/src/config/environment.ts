/** Step one: the only place that reads the environment. Empty values count as absent. */
export type Environment = Readonly<Record<string, string>>;

export function readEnvironment(): Environment {
  const present = Object.entries(process.env).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim()));
  return Object.fromEntries(present.map(([name, value]) => [name, value.trim()]));
}
