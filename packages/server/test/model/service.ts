/**
 * The service as the model test drives it: the real use cases, transactions, hashes and caches, without HTTP, which would
 * take most of the time of ten thousand histories. Two processes share the database, both at the same frozen instant.
 */
import { AppError, type AuditAction, type Input, type Operations } from '@keywright/contract';
import { toNullableInstant } from '../../src/kernel/instant.ts';
import type { Commit } from '../../src/modules/audit/index.ts';
import { credentialRoutes } from '../../src/modules/credentials/index.ts';
import { insertChange } from '../../src/modules/freshness/index.ts';
import { loadPerson } from '../../src/modules/organizations/index.ts';
import { findUser, peopleRoutes } from '../../src/modules/people/index.ts';
import { projectRoutes } from '../../src/modules/projects/index.ts';
import type { Principal } from '../../src/modules/scopes/index.ts';
import type { FrozenClock } from '../frozen-clock.ts';
import type { TestApp } from '../harness.ts';
import type { Kind, Refusal, RotateOptions, Verdict } from './credential-model.ts';

const { mintApiKey, mintPat, rotateApiKey, rotatePat, revokeApiKey, revokePat, deleteToken } = credentialRoutes;
const client = { address: '127.0.0.1', userAgent: 'model', traceId: '0'.repeat(32) };

/** A credential that was minted in this history: who acts on it, and every secret that was shown, oldest first. */
export interface Held {
  readonly id: string;
  readonly kind: Kind;
  readonly by: Principal;
  readonly tokens: string[];
}

const refusals: ReadonlySet<string> = new Set<Refusal>(['NOT_FOUND', 'CREDENTIAL_ENDED']);

async function orRefusal<T>(work: Promise<T>): Promise<T | Refusal> {
  return work.catch((error: unknown) => {
    if (error instanceof AppError && refusals.has(error.code)) return error.code as Refusal;
    throw error;
  });
}

export class Service {
  readonly clock: FrozenClock;
  readonly #processes: readonly [TestApp, TestApp];
  readonly #admin: Principal;
  readonly #users: readonly Principal[];
  readonly #target: { readonly organizationId: string; readonly projectId: string };
  #ownersTouched = false;

  private constructor(
    processes: readonly [TestApp, TestApp],
    clock: FrozenClock,
    [admin, ...users]: readonly [Principal, ...Principal[]],
    target: { readonly organizationId: string; readonly projectId: string },
  ) {
    this.#processes = processes;
    this.clock = clock;
    this.#admin = admin;
    this.#users = users;
    this.#target = target;
  }

  static async open(processes: readonly [TestApp, TestApp], clock: FrozenClock): Promise<Service> {
    const [app] = processes;
    const { database, catalogue } = app.app.imports;
    const people = [await app.admin(), await app.person('acme', 'OWNER'), await app.person('acme', 'OWNER')] as const;
    const toPrincipal = async ({ userId }: { readonly userId: string }): Promise<Principal> => {
      const user = await findUser(database.reader, userId);
      if (user === undefined) throw new Error('a user of the test is gone');
      return { kind: 'session', person: await loadPerson(database.reader, catalogue, user) };
    };
    const [admin, one, two] = people;
    const principals = [await toPrincipal(admin), await toPrincipal(one), await toPrincipal(two)] as const;
    const { projectId } = app;
    const organizationId = app.firstRun?.organization.id ?? '';
    return new Service(processes, clock, principals, { organizationId, projectId });
  }

  /** Undoes what a history did to owners, so that the next one starts with nobody disabled and nothing archived. */
  async reset(): Promise<void> {
    if (!this.#ownersTouched) return;
    this.#ownersTouched = false;
    const { projectId } = this.#target;
    const users = this.#users.map((user) => personId(user));
    await this.#processes[0].app.database.transaction(async (trx) => {
      await trx.updateTable('projects').set({ archivedAt: null }).where('id', '=', projectId).execute();
      await trx.updateTable('users').set({ disabledAt: null }).where('id', 'in', users).execute();
      await insertChange(trx, [`project:${projectId}`, ...users.map((id) => `user:${id}` as const)]);
    });
  }

  async mint(kind: Kind, user: number, expiresAt: number | null): Promise<Held> {
    const by = this.#user(user);
    const body = { name: kind, scopes: ['projects.read'], expiresAt: toNullableInstant(expiresAt) };
    const input = { ...this.#input({}), body };
    const { id, secret } =
      kind === 'pat'
        ? await mintPat(this.#deps, by, input, this.#commit('pat.mint', by))
        : await mintApiKey(this.#deps, by, input, this.#commit('api-key.mint', by));
    return { id, kind, by, tokens: [secret] };
  }

  async rotate(held: Held, options: RotateOptions): Promise<'rotated' | Refusal> {
    const { graceSeconds, endGraceOnFirstUse, expiresAt } = options;
    const body = {
      gracePeriodSeconds: graceSeconds,
      endGraceOnFirstUse,
      ...(expiresAt === undefined ? {} : { expiresAt: toNullableInstant(expiresAt) }),
    };
    const input = { ...this.#input(held), body };
    const rotated = await orRefusal(
      held.kind === 'pat'
        ? rotatePat(this.#deps, held.by, input, this.#commit('pat.rotate', held.by))
        : rotateApiKey(this.#deps, held.by, input, this.#commit('api-key.rotate', held.by)),
    );
    if (typeof rotated === 'string') return rotated;
    held.tokens.push(rotated.secret);
    return 'rotated';
  }

  async end(held: Held, how: 'revoke' | 'delete'): Promise<'ended' | Refusal> {
    const input = this.#input(held);
    const ended =
      how === 'delete'
        ? deleteToken(this.#deps, held.by, input, this.#commit('pat.delete', held.by))
        : held.kind === 'pat'
          ? revokePat(this.#deps, held.by, input, this.#commit('pat.revoke', held.by))
          : revokeApiKey(this.#deps, held.by, input, this.#commit('api-key.revoke', held.by));
    return (await orRefusal(ended)) ?? 'ended';
  }

  async present(token: string, process: number): Promise<Verdict | 'malformed' | 'overloaded' | 'network-refused'> {
    const { app } = this.#processes[process] ?? this.#processes[0];
    return (await app.checkCredential(token, client.address)).outcome;
  }

  /** A token with a good seal and the prefix of a credential, whose secret nobody was given. */
  inventToken({ kind, tokens: [token = ''] }: Held): string {
    const { codec, random } = this.#deps;
    const parts = codec.read(token);
    if (parts === null) throw new Error('a token that was minted cannot be read');
    return codec.remake({ ...parts, projectId: parts.projectId ?? '', format: codec.mintedFormat(kind) }, random).token;
  }

  async setDisabled(user: number, disabled: boolean): Promise<void> {
    this.#ownersTouched = true;
    const input = { ...this.#input({}), params: { userId: personId(this.#user(user)) } };
    const { people } = this.#processes[0].app;
    const change = disabled ? peopleRoutes.disableUser : peopleRoutes.enableUser;
    await change(people, this.#admin, input, this.#commit(disabled ? 'user.disable' : 'user.enable', this.#admin));
  }

  async archive(): Promise<void> {
    this.#ownersTouched = true;
    const { people } = this.#processes[0].app;
    await projectRoutes.archiveProject(
      people,
      this.#admin,
      this.#input({}),
      this.#commit('project.archive', this.#admin),
    );
  }

  get #deps() {
    return this.#processes[0].app.imports;
  }

  #user(index: number): Principal {
    return this.#users[index] ?? this.#admin;
  }

  /** Everything that the pipeline would hand to a use case, but its body. */
  #input({ id = '' }: { readonly id?: string }) {
    const params = { patId: id, keyId: id, tokenId: id, projectId: this.#target.projectId };
    const rest = { query: {}, body: undefined, idempotencyKey: undefined, expectedVersion: undefined };
    return { params, ...rest, target: this.#target, client } satisfies Input<Operations['revokePat']>;
  }

  #commit(action: AuditAction, by: Principal): Commit {
    const actor = { kind: by.kind, userId: personId(by), credentialId: null };
    return this.#processes[0].app.createCommit({ action, actor, method: 'POST', path: '/model', status: 200, client });
  }
}

const personId = (principal: Principal): string => (principal.kind === 'session' ? principal.person.userId : '');
