import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

const rows = ['a', 'b', 'c', 'd', 'e'];

/** In the place of what is on its way: of about its size, so that nothing jumps. */
export function LoadingState() {
  return (
    <Stack gap="sm" role="status" py="md">
      <VisuallyHidden>Loading</VisuallyHidden>
      {rows.map((row) => (
        <Skeleton key={row} height={52} radius="md" />
      ))}
    </Stack>
  );
}
