import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { BookOpen, LogOut, User } from '../../ui/icons.ts';
import { LinkMenuItem } from '../../ui/links.tsx';
import { meQuery } from '../queries.ts';
import { signOut } from '../session.ts';

const iconSize = 16;

/** Who is signed in, how the console looks, and the way out. */
export function AccountMenu() {
  const { data: me } = useSuspenseQuery(meQuery);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const leave = async () => {
    try {
      // First the page, so that one with an uncopied token may still be stayed on.
      await navigate({ to: '/account' });
      if (router.state.location.pathname !== '/account') return;
      await signOut(queryClient);
      await navigate({ to: '/sign-in' });
    } catch (error) {
      notifications.show({
        color: 'red',
        message: error instanceof Error ? error.message : 'You are still signed in.',
      });
    }
  };
  return (
    <Menu position="bottom-end" width={248} shadow="md" radius="md">
      <Menu.Target>
        <UnstyledButton aria-label="Account" style={{ borderRadius: '50%' }}>
          <Avatar size={32} color="iris" radius="xl">
            <User size={17} />
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="var(--mantine-color-text)" size="sm" truncate>
            {me.name}
          </Text>
          <Text size="xs" truncate>
            {me.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <LinkMenuItem to="/account" leftSection={<User size={iconSize} />}>
          Account
        </LinkMenuItem>
        <Menu.Item component="a" href="/api/docs" leftSection={<BookOpen size={iconSize} />}>
          API reference
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={iconSize} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
