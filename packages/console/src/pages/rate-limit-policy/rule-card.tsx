import {
  Button,
  Chip,
  Group,
  Input,
  NumberInput,
  Paper,
  SegmentedControl,
  Stack,
  TagsInput,
  Text,
  Title,
} from '@mantine/core';
import { type ReactNode, useId, useMemo } from 'react';
import { CallersChart } from '../../rate-limits/callers-chart.tsx';
import { type RuleDraft, toRule } from '../../rate-limits/policy-draft.ts';
import { methods, most, rates } from '../../rate-limits/rule.ts';
import { ruleWords } from '../../rate-limits/rule-words.ts';
import { Trash } from '../../ui/icons.ts';
import classes from './rule-card.module.css';
import type { PolicyFormState } from './use-policy-form.ts';

interface RuleCardProps {
  readonly form: PolicyFormState;
  readonly index: number;
  readonly rule: RuleDraft;
  /** Undefined: it is the only one. */
  readonly onRemove: (() => void) | undefined;
}

/** One rule: what is typed, what that says in words, and what callers would see. */
export function RuleCard({ form, index, rule, onRemove }: RuleCardProps) {
  const meant = useMemo(() => toRule(rule), [rule]);
  const titleId = useId();
  return (
    <Paper withBorder radius="lg" component="section" aria-labelledby={titleId} className={classes.card ?? ''}>
      <Group justify="space-between" wrap="nowrap" className={classes.head ?? ''}>
        <Title order={3} size="h5" id={titleId}>
          Rule {index + 1}
        </Title>
        {onRemove !== undefined && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<Trash size={14} />}
            onClick={onRemove}
            aria-label={`Remove rule ${index + 1}`}
          >
            Remove
          </Button>
        )}
      </Group>
      <div className={classes.columns}>
        <Fields form={form} index={index} />
        <div className={classes.meaning}>
          <Text className={classes.words ?? ''} role="status" fw={520}>
            {ruleWords(meant)}
          </Text>
          <CallersChart rule={meant} heading="What callers would see" />
        </div>
      </div>
    </Paper>
  );
}

function Fields({ form, index }: Pick<RuleCardProps, 'form' | 'index'>) {
  const at = `rules.${index}`;
  const rateFault = form.errors[`${at}.rate`];
  return (
    <Stack gap="md">
      <Input.Wrapper
        label="Rates"
        description="Requests; each is a limit of its own."
        error={rateFault}
        labelElement="div"
      >
        <div className={classes.rates}>
          {rates.map(({ rate, unit }) => (
            <Count
              key={rate}
              label={`Per ${unit}`}
              invalid={rateFault != null}
              {...form.getInputProps(`${at}.${rate}`)}
            />
          ))}
        </div>
      </Input.Wrapper>
      <NumberInput
        label="At once"
        description="Of the finest rate. Empty: its whole count."
        min={1}
        max={most}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        thousandSeparator=","
        maw={320}
        {...form.getInputProps(`${at}.burst`)}
      />
      <Methods form={form} index={index} />
      <TagsInput
        label="Paths"
        description="{name} is one segment, * at the end is the rest. Empty: every path."
        placeholder="/api/v1/projects/{project_id}/*"
        splitChars={[',', ' ']}
        acceptValueOnBlur
        classNames={{ pill: 'mono' }}
        {...form.getInputProps(`${at}.path_patterns`)}
      />
      <Input.Wrapper label="Counted" labelElement="div">
        <SegmentedControl
          aria-label="Counted"
          fullWidth
          mt={4}
          data={[
            { value: 'token', label: 'Each token' },
            { value: 'project', label: 'All together' },
            { value: 'address', label: 'Each address' },
          ]}
          {...form.getInputProps(`${at}.per`)}
        />
      </Input.Wrapper>
    </Stack>
  );
}

interface CountProps {
  readonly label: string;
  readonly invalid: boolean;
  readonly value?: number | string;
  readonly onChange?: (value: number | string) => void;
  readonly error?: ReactNode;
}

function Count({ label, invalid, error, ...input }: CountProps) {
  return (
    <NumberInput
      label={label}
      labelProps={{ fz: 'xs', fw: 450 }}
      min={1}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      thousandSeparator=","
      {...input}
      error={error ?? invalid}
    />
  );
}

function Methods({ form, index }: Pick<RuleCardProps, 'form' | 'index'>) {
  const { value, onChange } = form.getInputProps(`rules.${index}.methods`);
  return (
    <Input.Wrapper label="Methods" description="GET counts HEAD too. None: all." labelElement="div">
      <Chip.Group multiple value={value} onChange={onChange}>
        <Group gap={6} mt={6} role="group" aria-label="Methods">
          {methods.map((method) => (
            <Chip key={method} value={method} size="xs" radius="sm" variant="outline">
              {method}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
