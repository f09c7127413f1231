import type { EventKind } from './event.ts';

/** What each action is called. The actor stands beside it: “Revoked a token · Ada”. */
export const actionWords: Readonly<Record<string, string>> = {
  'credential.use': 'Used a credential',
  'credential.refuse': 'A credential was refused',
  'credential.throttle': 'A rate limit refused it',
  'credential.import': 'Imported credentials',
  'credential.revoke': 'Revoked a credential as administrator',
  'pat.mint': 'Made a token',
  'pat.update': 'Changed a token',
  'pat.rotate': 'Rotated a token',
  'pat.revoke': 'Revoked a token',
  'pat.delete': 'Deleted a token',
  'api-key.mint': 'Made an API key',
  'api-key.update': 'Changed an API key',
  'api-key.rotate': 'Rotated an API key',
  'api-key.revoke': 'Revoked an API key',
  'session.create': 'Signed in',
  'invitation.accept': 'Set a password by invitation',
  'notice.set': 'Read a notice',
  'user.update': 'Changed their name',
  'user.disable': 'Disabled a user',
  'user.enable': 'Enabled a user',
  'user.revoke': 'Revoked all credentials of a user',
  'member.add': 'Added a member',
  'member.set': 'Set a member’s role',
  'member.remove': 'Removed a member',
  'organization.create': 'Opened an organization',
  'organization.update': 'Changed the organization',
  'organization.delete': 'Closed an organization',
  'project.create': 'Created a project',
  'project.update': 'Changed a project',
  'project.archive': 'Archived a project',
  'rate-limit-policy.create': 'Created a rate-limit policy',
  'rate-limit-policy.update': 'Changed a rate-limit policy',
  'rate-limit-policy.delete': 'Deleted a rate-limit policy',
  'rate-limit-default.set': 'Set the default rate-limit policy',
  'blocked-address.add': 'Blocked an address',
  'blocked-address.remove': 'Unblocked an address',
  'webhook.create': 'Created a webhook',
  'webhook.update': 'Changed a webhook',
  'webhook.rotate': 'Rotated a webhook’s secret',
  'webhook.delete': 'Deleted a webhook',
  'delivery.create': 'Sent a webhook delivery',
  'audit-log.prune': 'Pruned the audit log',
};

export const wordsOfAction = (action: string): string => actionWords[action] ?? action;

/** Which kind of event an action makes, so that a choice of both is never one that matches nothing. */
export const kindOfAction = (action: string): EventKind =>
  action === 'credential.use'
    ? 'use'
    : action === 'credential.refuse' || action === 'credential.throttle'
      ? 'refusal'
      : 'change';

const actors: Readonly<Record<string, string>> = {
  session: 'in the console or an app',
  pat: 'by a token',
  'api-key': 'by an API key',
  anonymous: 'nobody known',
  operator: 'from the machine',
};

export const wordsOfActor = (kind: string): string => actors[kind] ?? kind;
