import { Stack, Table, Text } from '@mantine/core';
import { Dialog } from '../../ui/dialog.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { Delivery } from './queries.ts';

interface AttemptsDialogProps {
  readonly delivery: Delivery;
  readonly onClose: () => void;
}

/** Each attempt to deliver an event, and what became of it. */
export function AttemptsDialog({ delivery, onClose }: AttemptsDialogProps) {
  const { type, eventId, attempts, nextAttemptAt } = delivery;
  return (
    <Dialog opened onClose={onClose} size="lg" title={<Text fw={620}>Attempts to deliver {type}</Text>}>
      <Stack gap="md">
        <Text c="dimmed">
          The receiver knows it as <code style={{ overflowWrap: 'anywhere' }}>{eventId}</code>.
        </Text>
        {attempts.length === 0 ? (
          <Text>It has not been tried yet.</Text>
        ) : (
          <Table.ScrollContainer minWidth={380} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table aria-label="Attempts">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>When</Table.Th>
                  <Table.Th>Answer</Table.Th>
                  <Table.Th>Took</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {attempts.map(({ at, status, error, durationMs }) => (
                  <Table.Tr key={at}>
                    <Table.Td>
                      <RelativeTime instant={at} />
                    </Table.Td>
                    <Table.Td>
                      {status ?? 'None'}
                      {error !== null && (
                        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                          {error}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>{durationMs.toLocaleString('en')} ms</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {nextAttemptAt !== null && (
          <Text>
            The next attempt is due <RelativeTime instant={nextAttemptAt} />.
          </Text>
        )}
      </Stack>
    </Dialog>
  );
}
