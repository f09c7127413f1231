import { ActionIcon, Indicator } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Bell } from '../../ui/icons.ts';
import { noticesQuery } from '../queries.ts';

/** How many of the latest notices are unread. */
export function NoticesBell() {
  const { data } = useInfiniteQuery(noticesQuery);
  const navigate = useNavigate();
  const unread = data?.pages.flatMap(({ data }) => data).filter(({ readAt }) => readAt === null).length ?? 0;
  const words = unread === 0 ? 'Notices' : `Notices, ${unread} unread`;
  return (
    <Indicator label={unread} size={16} disabled={unread === 0} color="red.8" offset={5}>
      <ActionIcon size={36} aria-label={words} onClick={() => void navigate({ to: '/notices' })}>
        <Bell size={19} />
      </ActionIcon>
    </Indicator>
  );
}
