/** The default platform with another gate, as a file. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GateRoute, GateSection } from '@keywright/contract';
import { stringify } from 'yaml';

export async function platformWithGate(
  gate: Omit<GateSection, 'routes'> & { readonly routes: readonly GateRoute[] },
): Promise<{ readonly file: string; readonly text: string; remove(): Promise<void> }> {
  const shipped = await readFile(new URL('../../../../platforms/translately.yaml', import.meta.url), 'utf8');
  const text = `${shipped.slice(0, shipped.indexOf('\ngate:'))}\n${stringify({ gate })}`;
  const folder = await mkdtemp(join(tmpdir(), 'keywright-platform-'));
  const file = join(folder, 'platform.yaml');
  await writeFile(file, text);
  return { file, text, remove: () => rm(folder, { recursive: true, force: true }) };
}
