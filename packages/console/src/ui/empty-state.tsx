import { Box, Center, Stack, Text, ThemeIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Where there is nothing: why, and what to do about it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Center className={classes.empty} py={56} px="md">
      <Stack align="center" gap="xs" maw="26rem" ta="center">
        <ThemeIcon variant="light" size={44} radius="xl" aria-hidden>
          {icon}
        </ThemeIcon>
        <Text fw={600} size="md" mt={4}>
          {title}
        </Text>
        {children !== undefined && (
          <Text c="dimmed" component="div">
            {children}
          </Text>
        )}
        {action !== undefined && <Box mt="sm">{action}</Box>}
      </Stack>
    </Center>
  );
}
