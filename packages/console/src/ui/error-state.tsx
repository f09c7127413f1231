import { KeywrightError } from '@keywright/client';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { CircleAlert } from './icons.ts';

export interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** An error, in words that say what to do. */
export function wordsOf(error: unknown): { readonly title: string; readonly message: string } {
  if (!(error instanceof KeywrightError)) {
    return { title: 'Something went wrong in this page', message: 'Load it again. If that does not help, tell us.' };
  }
  if (error.code === 'NETWORK') {
    return { title: 'Keywright does not answer', message: 'Check your connection, then try again.' };
  }
  if (error.code === 'NOT_FOUND') {
    return { title: 'There is nothing here that you can see', message: 'It does not exist, or you may not see it.' };
  }
  return { title: 'That did not work', message: error.message };
}

/** In the place of what could not be shown or done. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { title, message } = wordsOf(error);
  const traceId = error instanceof KeywrightError ? error.traceId : undefined;
  return (
    <Alert color="red" variant="outline" icon={<CircleAlert />} title={title} role="alert">
      <Stack gap="xs">
        <Text size="sm">{message}</Text>
        {traceId !== undefined && (
          <Text size="xs" className="mono">
            Trace {traceId}
          </Text>
        )}
        {onRetry !== undefined && (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
