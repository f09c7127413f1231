import type { ReplyOf } from '@keywright/client';
import { Paper, Table, Text } from '@mantine/core';
import { RelativeTime } from '../../ui/relative-time.tsx';

type Addresses = ReplyOf<'getCredential'>['lastAddresses'];

/** From where a credential was last used: up to five addresses. */
export function Addresses({ addresses }: { readonly addresses: Addresses }) {
  if (addresses.length === 0) return <Text c="dimmed">It has not been used from anywhere.</Text>;
  return (
    <Paper withBorder radius="lg" style={{ borderColor: 'var(--kw-line)', overflow: 'clip' }}>
      <Table verticalSpacing="sm" horizontalSpacing="md" aria-label="Last addresses">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Address</Table.Th>
            <Table.Th>First used</Table.Th>
            <Table.Th>Last used</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {addresses.map(({ address, firstUsedAt, lastUsedAt }) => (
            <Table.Tr key={address}>
              <Table.Td className="mono" style={{ overflowWrap: 'anywhere' }}>
                {address}
              </Table.Td>
              <Table.Td>
                <RelativeTime instant={firstUsedAt} />
              </Table.Td>
              <Table.Td>
                <RelativeTime instant={lastUsedAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
