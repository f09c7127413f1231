/**
 * The variables of the command line, `keywright`. People set them for a whole shell or a whole CI job, in which they may well start
 * the service too, so they stop no start. The service reads none of them, and they are no settings of it.
 */
export const commandLineVariables: readonly string[] = [
  'KEYWRIGHT_URL',
  'KEYWRIGHT_TOKEN',
  'KEYWRIGHT_API_KEY',
  'KEYWRIGHT_ALLOW_HTTP',
];
