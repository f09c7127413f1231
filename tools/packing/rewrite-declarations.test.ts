import assert from 'node:assert/strict';
import { it } from 'node:test';
import { withBuiltImports } from './rewrite-declarations.ts';

it('declarations import what was built, and nothing else in them changes', () => {
  const source = [
    "import type { A } from './a.ts';",
    'export * from "../b/c.ts";',
    "export declare const d: import('./d.ts').D;",
    "import { e } from 'package/e.ts';",
    "declare const f: './f.ts';",
  ];
  assert.deepEqual(withBuiltImports(source.join('\n')).split('\n'), [
    "import type { A } from './a.js';",
    'export * from "../b/c.js";',
    "export declare const d: import('./d.js').D;",
    "import { e } from 'package/e.ts';",
    "declare const f: './f.ts';",
  ]);
});
