import { type Operation, operations } from '@keywright/contract';
import type { Generator } from './generator.ts';
import { code, codes, page, table } from './markdown.ts';

const introduction =
  '*Needs* is a [permission](permissions.md) in the organization of the target, or `signed-in`, `instance-admin` (a person ' +
  'with that right, by session) or `anyone`. *Accepts* is how a request may be authenticated. *Audit* is the action that the ' +
  'audit log records; reads record none.';

const row = ({ id, method, path, needs, accepts, audit }: Operation): string[] => [
  code(id),
  method,
  code(path),
  code(needs),
  codes(accepts),
  audit === undefined ? '—' : code(audit),
];

/** Every operation, by what it belongs to. */
export const operationTable: Generator = {
  file: 'docs/reference/operations.md',
  async render() {
    const byTag = Map.groupBy(Object.values<Operation>(operations), ({ tag }) => tag);
    const sections = [...byTag].flatMap(([tag, those]) => [
      `## ${tag}`,
      table(['id', 'method', 'path', 'needs', 'accepts', 'audit'], those.map(row)),
    ]);
    return page('Operations', 'packages/contract/src/operations', introduction, ...sections);
  },
};
