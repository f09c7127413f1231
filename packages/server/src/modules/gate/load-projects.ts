import type { Reader } from '../../db/database.ts';
import { type SnapshotHolder, SubjectSnapshots } from '../freshness/index.ts';
import { findProject } from '../projects/index.ts';
import type { GateProject } from './authorize-route.ts';

const rememberedProjects = 20_000;

/**
 * The projects that this process has seen named in requests. Bounded; those that do not exist are not remembered. A project
 * stays in its organization, and who may see it is asked of the caller’s own snapshot, so its own changes are all that counts.
 */
export class KnownProjects {
  readonly #reader: Reader;
  readonly #snapshots = new SubjectSnapshots<GateProject>(rememberedProjects);
  /** What freshness is to tell of changes. */
  readonly holder: SnapshotHolder = this.#snapshots;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** To be called once freshness has caught up. */
  recall(id: string): GateProject | undefined {
    return this.#snapshots.get(`project:${id}`);
  }

  /** Reads a project and remembers it. Undefined where there is no such one. */
  async load(id: string): Promise<GateProject | undefined> {
    const load = this.#snapshots.beginLoad(`project:${id}`);
    try {
      const found = await findProject(this.#reader, id);
      if (found === undefined) return undefined;
      const project = { id: found.id, organizationId: found.organizationId, archived: found.archivedAt !== null };
      load.finish(project);
      return project;
    } finally {
      load.abandon();
    }
  }
}
