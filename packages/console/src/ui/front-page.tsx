import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

export interface FrontPageProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
}

/** A page before one has signed in: one thing to do, in the middle. */
export function FrontPage({ title, description, children }: FrontPageProps) {
  useDocumentTitle(`${title} · Keywright`);
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--kw-soft)">
      <Stack w="100%" maw={400} gap="lg" pb="8vh">
        <Stack gap={10} align="center" ta="center">
          <img src="/assets/console/favicon.svg" width={44} height={44} alt="" />
          <Title order={1}>{title}</Title>
          {description !== undefined && <Text c="dimmed">{description}</Text>}
        </Stack>
        <Paper withBorder radius="lg" p="lg" shadow="xs">
          {children}
        </Paper>
      </Stack>
    </Center>
  );
}
