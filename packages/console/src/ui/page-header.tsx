import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

export interface PageHeaderProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Beside the title, such as a status. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  /** A link to the page above this one. */
  readonly back?: ReactNode;
}

/** What a page is, and what can be done on it. Names the browser’s tab too. */
export function PageHeader({ title, description, aside, actions, back }: PageHeaderProps) {
  useDocumentTitle(`${title} · Keywright`);
  return (
    <Box component="header" mb="lg">
      {back !== undefined && <Box mb={6}>{back}</Box>}
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} flex="1 1 22rem" miw={0}>
          <Group gap="sm" style={{ rowGap: 4 }}>
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {aside}
          </Group>
          {description !== undefined && (
            <Text c="dimmed" maw="46rem">
              {description}
            </Text>
          )}
        </Stack>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
    </Box>
  );
}
