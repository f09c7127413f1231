import type { ReplyOf } from '@keywright/client';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { nounOf } from '../../administration/administered.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { LinkAnchor } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';

type Detail = ReplyOf<'getCredential'>;

/** Whose a credential is, how it ended, and what is stored of its secret. */
export function Ownership({ credential }: { readonly credential: Detail }) {
  const { revokedAt, deletedAt, createdBy, secretHash, user } = credential;
  const ended: readonly (readonly [string, ReactNode])[] = [
    ...(revokedAt === null
      ? []
      : [['Revoked', <Revoked key="revoked" at={revokedAt} credential={credential} />] as const]),
    ...(deletedAt === null ? [] : [['Deleted', <RelativeTime key="deleted" instant={deletedAt} />] as const]),
  ];
  return (
    <FactList
      facts={[
        ['Kind', nounOf(credential)],
        ['Owner', <Owner key="owner" credential={credential} />],
        ...(createdBy === user?.id ? [] : [['Minted by', <code key="by">{createdBy}</code>] as const]),
        ...ended,
        [
          'Secret',
          <div key="secret">
            <Text size="sm" mb={6}>
              Only this hash of it is stored. Nobody can show its value.
            </Text>
            <CopyField value={secretHash} what="hash" quiet />
          </div>,
        ],
      ]}
    />
  );
}

function Owner({ credential: { user, project } }: { readonly credential: Detail }) {
  if (user !== null) {
    return (
      <>
        {user.name}{' '}
        <LinkAnchor to="/admin/users" search={{ search: user.email }}>
          {user.email}
        </LinkAnchor>
      </>
    );
  }
  if (project === null) return 'Nobody';
  return (
    <>
      Project {project.name}{' '}
      <Text span c="dimmed">
        <code>{project.id}</code>
      </Text>
    </>
  );
}

function Revoked({ at, credential }: { readonly at: string; readonly credential: Detail }) {
  const { revokedBy, revokedReason, user } = credential;
  return (
    <>
      <RelativeTime instant={at} /> by{' '}
      {revokedBy === user?.id ? 'its owner' : <code>{revokedBy ?? 'nobody known'}</code>}
      {revokedReason !== null && (
        <Text c="dimmed" mt={2}>
          “{revokedReason}”
        </Text>
      )}
    </>
  );
}
