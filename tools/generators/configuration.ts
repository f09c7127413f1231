import { commandLineVariables } from '../../packages/server/src/config/command-line-variables.ts';
import type { Setting } from '../../packages/server/src/config/setting.ts';
import { settings } from '../../packages/server/src/config/settings.ts';
import type { Generator } from './generator.ts';
import { code, page, table } from './markdown.ts';

const introduction =
  'All settings come from the environment and all are optional. An empty variable counts as absent. A value out of bounds, or ' +
  'a `KEYWRIGHT_` variable that is not listed here, stops the start; every fault is named at once. Those of ' +
  `the command line are ignored: ${commandLineVariables.map(code).join(', ')}. ` +
  '**Secret** settings are never logged or shown.';

const row = ({ variable, description, fallbackText, bounds, secret }: Setting<unknown>): string[] => [
  code(variable),
  `${description}${secret ? ' **Secret.**' : ''}`,
  code(fallbackText),
  bounds,
];

/** Every setting there is. */
export const configuration: Generator = {
  file: 'docs/reference/configuration.md',
  render: async () =>
    page(
      'Configuration',
      'packages/server/src/config/settings.ts',
      introduction,
      table(['variable', 'what it does', 'default', 'bounds'], Object.values<Setting<unknown>>(settings).map(row)),
    ),
};
