import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** Where Debian and Ubuntu put the server's programs, outside the PATH, one folder per major version. */
const versionsFolder = '/usr/lib/postgresql';

/**
 * Finds the newest installed server. Debian's own folders come before the PATH, because programs of the same names on the
 * PATH may be wrappers that change user or folder.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries | undefined> {
  const versions = await readdir(versionsFolder).catch(() => []);
  const newestFirst = versions.filter((name) => /^\d+/.test(name)).sort((a, b) => Number(b) - Number(a));
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of [...newestFirst.map((version) => join(versionsFolder, version, 'bin')), ...onPath]) {
    const binaries = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
    if ((await isExecutable(binaries.initdb)) && (await isExecutable(binaries.postgres))) return binaries;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
