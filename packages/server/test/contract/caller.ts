import type { Operation, PrincipalKind } from '@keywright/contract';
import type { Tenant, World } from './world.ts';

/** Who makes a call, and as whom it must be recorded. */
export interface Caller {
  readonly kind: PrincipalKind | 'anonymous';
  readonly authorization: string | undefined;
  readonly userId: string | null;
  readonly credentialId: string | null;
}

const nobody: Caller = { kind: 'anonymous', authorization: undefined, userId: null, credentialId: null };

/** A tenant’s caller of this kind, who may do everything there. */
export function callerOf({ owner, pat, apiKey }: Tenant, kind: PrincipalKind): Caller {
  switch (kind) {
    case 'session':
      return { kind, authorization: owner.authorization, userId: owner.userId, credentialId: null };
    case 'pat':
      return { kind, authorization: pat.authorization, userId: owner.userId, credentialId: pat.id };
    case 'api-key':
      return { kind, authorization: apiKey.authorization, userId: null, credentialId: apiKey.id };
  }
}

/** The kinds of credential that an operation accepts here: this platform has no scope by which a PAT manages PATs. */
export const acceptedHere = ({ needs, accepts }: Operation): readonly PrincipalKind[] =>
  needs === 'own-tokens' ? ['session'] : accepts;

/** The kinds of caller that an operation is open to. */
export const kindsOf = (operation: Operation): readonly Caller['kind'][] =>
  operation.needs === 'anyone' ? ['anonymous'] : acceptedHere(operation);

/** A caller of this kind who may make this very call. An API key is one of the project that the call names. */
export async function rightfulCaller(
  world: World,
  operation: Operation,
  kind: Caller['kind'],
  params: Readonly<Record<string, string>>,
): Promise<Caller> {
  const { app, home } = world;
  if (kind === 'anonymous') return nobody;
  if (operation.needs === 'instance-admin') {
    const { authorization, userId } = await app.admin();
    return { kind, authorization, userId, credentialId: null };
  }
  const { projectId } = params;
  if (kind !== 'api-key' || projectId === undefined || projectId === home.projectId) return callerOf(home, kind);
  const key = await app.apiKey(projectId, home.apiKey.reply.scopes, {}, home.owner);
  return { kind, authorization: key.authorization, userId: null, credentialId: key.id };
}

/** Any caller who may make this call: for guarantees that hold whoever calls. */
export async function anyRightfulCaller(
  world: World,
  operation: Operation,
  params: Readonly<Record<string, string>>,
): Promise<Caller> {
  const [kind = 'anonymous'] = kindsOf(operation);
  return rightfulCaller(world, operation, kind, params);
}
