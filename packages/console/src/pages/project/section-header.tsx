import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface SectionHeaderProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** What a tab, or a part of it, is about, and what can be done there. */
export function SectionHeader({ title, children, actions }: SectionHeaderProps) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="md">
      <Stack gap={2} flex="1 1 20rem" miw={0}>
        <Title order={2}>{title}</Title>
        {children !== undefined && (
          <Text c="dimmed" maw="46rem" component="div">
            {children}
          </Text>
        )}
      </Stack>
      {actions}
    </Group>
  );
}
