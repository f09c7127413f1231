import { resolve } from 'node:path';
import { commandLineVariables } from './command-line-variables.ts';
import type { Environment } from './environment.ts';
import { settings } from './settings.ts';

type Settings = typeof settings;
type ValueOf<S> = S extends { read(text: string | undefined): infer R }
  ? Extract<R, { value: unknown }>['value']
  : never;
type Values = { readonly [K in keyof Settings]: ValueOf<Settings[K]> };

/** Step two: the whole configuration, typed and checked. Paths are absolute. */
export type Config = Omit<Values, 'publicUrl' | 'keyringFile'> & {
  readonly publicUrl: string;
  readonly keyringFile: string;
};

/** Every faulty variable at once, each with what it must be. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration is not valid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Reads the configuration. Throws `ConfigError` naming every faulty variable and every unknown KEYWRIGHT_ one. */
export function readConfig(environment: Environment): Config {
  const faults: string[] = [];
  const read = (variable: string, setting: Settings[keyof Settings]): unknown => {
    const result = setting.read(environment[variable]);
    if ('value' in result) return result.value;
    faults.push(`${variable} ${result.fault}`);
    return undefined;
  };
  const values = Object.fromEntries(
    Object.entries(settings).map(([key, setting]) => [key, read(setting.variable, setting)]),
  ) as Values;
  faults.push(...unknownVariables(environment));
  if (faults.length > 0) throw new ConfigError(faults);

  const dataDir = resolve(values.dataDir);
  return {
    ...values,
    dataDir,
    publicUrl: (values.publicUrl ?? `http://127.0.0.1:${values.port}`).replace(/\/+$/, ''),
    keyringFile: resolve(values.keyringFile ?? `${dataDir}/keyring.json`),
  };
}

/** A misspelt variable would otherwise leave its default in force without a word. */
function unknownVariables(environment: Environment): readonly string[] {
  const known = new Set<string>([...Object.values(settings).map(({ variable }) => variable), ...commandLineVariables]);
  const ours = Object.keys(environment).filter((name) => name.startsWith('KEYWRIGHT_'));
  return ours
    .filter((name) => !known.has(name) && !name.startsWith('KEYWRIGHT_TEST_'))
    .map((name) => `${name} is no setting. See docs/reference/configuration.md.`);
}
