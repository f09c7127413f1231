import { type Operation, operations } from '@keywright/contract';
import type { Generator } from './generator.ts';

const quoted = (text: string): string => `'${text}'`;

function line({ id, method, path, etag, reply, ...operation }: Operation): string {
  const flags = [
    ...(etag === undefined ? [] : ['etag: true']),
    ...(reply.stream === true ? ['stream: true'] : []),
    ...('form' in operation && operation.form === true ? ['form: true'] : []),
  ];
  const entry = [`method: ${quoted(method)}`, `path: ${quoted(path)}`, ...flags].join(', ');
  const whole = `  ${id}: { ${entry} },`;
  if (whole.length <= 120) return whole;
  return [`  ${id}: {`, ...entry.split(', ').map((field) => `    ${field},`), '  },'].join('\n');
}

/** How each operation is sent: what the client needs of the contract at run time, so that it need not bring the schemas. */
export const clientRoutes: Generator = {
  file: 'packages/client/src/routes.generated.ts',
  async render() {
    return [
      '// Made from packages/contract/src/operations by `npm run generate`.',
      "import type { OperationId, Route } from './types.ts';",
      '',
      '/** How each operation is sent. */',
      'export const routes: Readonly<Record<OperationId, Route>> = {',
      ...Object.values<Operation>(operations).map(line),
      '};',
      '',
    ].join('\n');
  },
};
