import { Radio, Stack } from '@mantine/core';
import { useRoles } from './queries.ts';

export interface RoleFieldProps {
  readonly organizationId: string;
  readonly value: string;
  readonly onChange: (role: string) => void;
  readonly error: string | undefined;
}

/** Chooses a role. One that holds more than the person themselves cannot be given, and says so. */
export function RoleField({ organizationId, value, onChange, error }: RoleFieldProps) {
  const roles = useRoles(organizationId);
  return (
    <Radio.Group label="Role" value={value} onChange={onChange} error={error}>
      <Stack gap="xs" mt={6}>
        {roles.map(({ role, description, isGivable }) => (
          <Radio
            key={role}
            value={role}
            label={role}
            description={isGivable ? description : `${description}. It holds more than you do, so you cannot give it.`}
            disabled={!isGivable}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
