import { Button, Checkbox, Group, Input, Text, Tooltip } from '@mantine/core';
import { type CatalogueScope, groupScopes, impliedBy, type ScopeCell } from './scope-groups.ts';
import classes from './scope-picker.module.css';

export interface ScopePickerProps {
  readonly catalogue: readonly CatalogueScope[];
  /** What the person may grant. */
  readonly grantable: readonly string[];
  readonly value: readonly string[];
  readonly onChange: (scopes: string[]) => void;
  readonly error: string | undefined;
}

/** Chooses scopes by resource. What comes along is shown as chosen; what the person lacks cannot be, and says so. */
export function ScopePicker({ catalogue, grantable, value, onChange, error }: ScopePickerProps) {
  const held = new Set(grantable);
  const implied = impliedBy(catalogue, value);
  const groups = groupScopes(catalogue);
  const reads = groups.flatMap(({ read }) => (read !== undefined && held.has(read.scope) ? [read.scope] : []));
  const toggle = (scope: string, checked: boolean) =>
    onChange(checked ? [...value, scope] : value.filter((each) => each !== scope));
  const box = (cell: ScopeCell, label?: string) => {
    const bringer = implied.get(cell.scope);
    const isHeld = held.has(cell.scope);
    const reason = !isHeld
      ? 'You do not have this right, so you cannot grant it.'
      : bringer && `Comes with ${bringer}.`;
    return (
      <Tooltip key={cell.scope} label={reason || cell.description} multiline maw={280}>
        <span className={classes.box}>
          <Checkbox
            aria-label={`${cell.scope}: ${cell.description}${reason ? ` ${reason}` : ''}`}
            label={label}
            checked={value.includes(cell.scope) || bringer !== undefined}
            disabled={!isHeld || (bringer !== undefined && !value.includes(cell.scope))}
            onChange={({ currentTarget }) => toggle(cell.scope, currentTarget.checked)}
          />
        </span>
      </Tooltip>
    );
  };
  return (
    <Input.Wrapper label="Scopes" labelElement="div" error={error}>
      <Group justify="space-between" gap="xs" mb={6}>
        <Text size="xs" c="dimmed">
          {value.length === 0 ? 'Choose as few as will do.' : `${value.length} chosen`}
        </Text>
        <Group gap={4}>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange([...new Set([...value, ...reads])])}>
            All that read
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => onChange([])}
            disabled={value.length === 0}
          >
            None
          </Button>
        </Group>
      </Group>
      <fieldset className={classes.picker} aria-label="Scopes">
        <div className={classes.head} aria-hidden>
          <span>Resource</span>
          <span>Read</span>
          <span>Write</span>
        </div>
        {groups.map(({ resource, read, write, others }) => (
          <div key={resource} className={classes.row}>
            <div className={classes.resource}>
              <Text size="sm" fw={550}>
                {resource}
              </Text>
              <Text size="xs" c="dimmed">
                {[read, write].flatMap((cell) => (cell === undefined ? [] : [cell.description])).join(' · ')}
              </Text>
              {others.length > 0 && <Group gap="md">{others.map((cell) => box(cell, cell.action))}</Group>}
            </div>
            <div className={classes.cell}>{read !== undefined && box(read)}</div>
            <div className={classes.cell}>{write !== undefined && box(write)}</div>
          </div>
        ))}
      </fieldset>
    </Input.Wrapper>
  );
}
