import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * TypeScript writes `.js` for `.ts` into the imports of the code that it emits, and not into those of declarations, which compilers
 * before 5.7 then do not find. This does it for them: for relative paths alone, in `from '…'` and `import('…')`.
 */
export function rewriteDeclarations(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith('.d.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, withBuiltImports(readFileSync(file, 'utf8')));
  }
}

export function withBuiltImports(declarations: string): string {
  return declarations.replaceAll(/(\b(?:from |import )|\bimport\()(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, '$1$2$3.js$2');
}
