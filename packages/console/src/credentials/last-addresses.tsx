import { Stack, Text, Title } from '@mantine/core';
import { FactList } from '../ui/fact-list.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { CredentialDetail } from './credential.ts';

/** The last five addresses that a credential was used from. */
export function LastAddresses({ addresses }: { readonly addresses: CredentialDetail['lastAddresses'] }) {
  return (
    <Stack gap="xs">
      <Title order={2}>Last addresses</Title>
      {addresses.length === 0 ? (
        <Text c="dimmed">It has not been used yet.</Text>
      ) : (
        <FactList
          facts={addresses.map(({ address, firstUsedAt, lastUsedAt }) => [
            address,
            <span key={address}>
              Last <RelativeTime instant={lastUsedAt} />
              <Text span c="dimmed">
                , first <RelativeTime instant={firstUsedAt} />
              </Text>
            </span>,
          ])}
        />
      )}
    </Stack>
  );
}
