import type { RequestOf } from '@keywright/client';
import { KeywrightError } from '@keywright/client';
import { bucketsOf } from './bucket.ts';
import { longestPattern, type Method, most, mostPatterns, type Rule, rates } from './rule.ts';
import { patternsFault, rulesFault } from './rule-faults.ts';

/** A number as an input has it: empty, or half typed. */
export type Typed = number | string;

/** A rule as it is being typed. */
export interface RuleDraft {
  /** Tells rules apart while they are added and removed. */
  key: string;
  per_second: Typed;
  per_minute: Typed;
  per_hour: Typed;
  per_day: Typed;
  burst: Typed;
  path_patterns: string[];
  methods: Method[];
  per: Rule['per'];
}

export interface PolicyDraft {
  name: string;
  enabled: boolean;
  rules: RuleDraft[];
}

export type PolicyBody = RequestOf<'createRateLimitPolicy'>['body'];

export const emptyRule = (key: string): RuleDraft => ({
  key,
  ...{ per_second: '', per_minute: '', per_hour: '', per_day: '', burst: '' },
  path_patterns: [],
  methods: [],
  per: 'token',
});

/** A policy as it was read, ready to be typed over. */
export function toDraft(policy: { name: string; enabled: boolean; rules: readonly Rule[] }): PolicyDraft {
  const { name, enabled, rules } = policy;
  return { name, enabled, rules: rules.map((rule, index) => ({ ...emptyRule(`read-${index}`), ...rule })) };
}

const isCount = (typed: Typed): typed is number =>
  typeof typed === 'number' && Number.isInteger(typed) && typed >= 1 && typed <= most;

/** The rule that a draft means so far: what is not a number yet is left out. */
export function toRule(draft: RuleDraft): Rule {
  const { burst, path_patterns, methods, per } = draft;
  const given = rates.flatMap(({ rate }) => (isCount(draft[rate]) ? [[rate, draft[rate]] as const] : []));
  return {
    ...Object.fromEntries(given),
    ...(isCount(burst) ? { burst } : {}),
    ...(path_patterns.length === 0 ? {} : { path_patterns }),
    ...(methods.length === 0 ? {} : { methods }),
    per,
  };
}

export const toBody = ({ name, enabled, rules }: PolicyDraft): PolicyBody => ({
  name: name.trim(),
  enabled,
  rules: rules.map(toRule),
});

/** What is wrong with a draft, by the field: what the service would say, before it is asked. */
export function draftFaults({ name, rules }: PolicyDraft): Record<string, string> {
  const faults: Record<string, string> = {};
  if (name.trim() === '') faults.name = 'Give it a name.';
  for (const [index, rule] of rules.entries()) Object.assign(faults, ruleFaults(rule, `rules.${index}`));
  const whole = rulesFault(rules.map(toRule));
  if (whole !== null) faults.rules = whole;
  return faults;
}

function ruleFaults(draft: RuleDraft, at: string): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const field of [...rates.map(({ rate }) => rate), 'burst'] as const) {
    if (draft[field] !== '' && !isCount(draft[field])) faults[`${at}.${field}`] = 'A whole number from 1 to 1,000,000.';
  }
  if (Object.keys(faults).length === 0 && bucketsOf(toRule(draft)).length === 0) {
    faults[`${at}.rate`] = 'Give it at least one rate.';
  }
  const { path_patterns: patterns } = draft;
  const tooLong = patterns.find(({ length }) => length > longestPattern);
  const fault =
    patterns.length > mostPatterns
      ? `At most ${mostPatterns} patterns.`
      : tooLong === undefined
        ? patternsFault(patterns)
        : `A pattern has at most ${longestPattern} characters.`;
  if (fault !== null) faults[`${at}.path_patterns`] = fault;
  return faults;
}

/** A refusal’s faults by the field of the draft; undefined where one of them belongs to none. */
export function refusedFaults(error: unknown): Record<string, string> | undefined {
  if (!(error instanceof KeywrightError) || error.fields.length === 0) return undefined;
  const faults: Record<string, string> = {};
  for (const { path, message } of error.fields) {
    const [, index, field = 'rate'] = /^rules\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
    const name = index === undefined ? path : `rules.${index}.${field}`;
    if (index === undefined && path !== 'name' && path !== 'rules') return undefined;
    faults[name] = [faults[name], message.charAt(0).toUpperCase() + message.slice(1)].filter(Boolean).join(' ');
  }
  return faults;
}
