import { AppShell, Burger, Container, Drawer, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';
import { NoticesBell } from './notices-bell.tsx';
import classes from './shell.module.css';

/** What surrounds every page of somebody who is signed in. */
export function Shell() {
  const [opened, drawer] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 264, breakpoint: 'sm', collapsed: { mobile: true } }}
      padding={0}
    >
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <AppShell.Header className={classes.header ?? ''}>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={opened} onClick={drawer.toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
          <Brand />
          <Group ml="auto" gap="xs" wrap="nowrap">
            <NoticesBell />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar ?? ''} visibleFrom="sm">
        <Navigation />
      </AppShell.Navbar>
      <Drawer opened={opened} onClose={drawer.close} size={288} title="Keywright" hiddenFrom="sm" padding="sm">
        <Navigation onFollow={drawer.close} />
      </Drawer>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main ?? ''}>
        <Container size="xl" px={{ base: 'md', md: 'xl' }} py={{ base: 'md', md: 'xl' }}>
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}
