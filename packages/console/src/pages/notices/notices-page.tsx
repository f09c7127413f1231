import type { ReplyOf } from '@keywright/client';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { client } from '../../app/client.ts';
import { noticesQuery } from '../../app/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Bell } from '../../ui/icons.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import { LoadingState } from '../../ui/loading-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './notices.module.css';

/** What the person was told about their credentials. */
export function NoticesPage() {
  const notices = useInfiniteQuery(noticesQuery);
  const read = useMutation({
    mutationFn: (noticeId: string) => client.setNoticeRead({ params: { noticeId } }),
    meta: { invalidates: [noticesQuery.queryKey] },
  });
  const all = notices.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <>
      <PageHeader title="Notices" description="What happened to your credentials that you did not do yourself." />
      {notices.isPending && <LoadingState />}
      {notices.error !== null && <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />}
      {notices.data !== undefined && all.length === 0 && (
        <EmptyState icon={<Bell size={22} />} title="Nothing to tell">
          When somebody else revokes a token of yours, or an old one is used, you read it here.
        </EmptyState>
      )}
      <Stack gap="xs" maw={760}>
        {all.map(({ id, message, createdAt, readAt, ...about }) => (
          <Paper key={id} withBorder radius="lg" p="md" className={classes.notice ?? ''} data-unread={readAt === null}>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div>
                <Text fw={readAt === null ? 560 : 400}>{message}</Text>
                <Text size="xs" c="dimmed" component="div">
                  <RelativeTime instant={createdAt} /> <About {...about} />
                </Text>
              </div>
              {readAt === null && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  flex="none"
                  loading={read.isPending && read.variables === id}
                  onClick={() => read.mutate(id)}
                >
                  Mark read
                </Button>
              )}
            </Group>
          </Paper>
        ))}
        {notices.hasNextPage && (
          <Button variant="default" loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
            Show older ones
          </Button>
        )}
      </Stack>
    </>
  );
}

type About = Pick<ReplyOf<'listNotices'>['data'][number], 'kind' | 'credentialId' | 'projectId'>;

/** To what a notice is about. */
function About({ kind, credentialId, projectId }: About) {
  if (projectId !== null) {
    return (
      <>
        ·{' '}
        <LinkAnchor to="/projects/$projectId" params={{ projectId }} size="xs" underline="always">
          The project
        </LinkAnchor>
      </>
    );
  }
  if (credentialId !== null) {
    return (
      <>
        ·{' '}
        <LinkAnchor to="/tokens/$tokenId" params={{ tokenId: credentialId }} size="xs" underline="always">
          The token
        </LinkAnchor>
      </>
    );
  }
  if (kind !== 'address-blocked') return null;
  return (
    <>
      ·{' '}
      <LinkAnchor to="/admin/blocked-addresses" size="xs" underline="always">
        Blocked addresses
      </LinkAnchor>
    </>
  );
}
