import { toInstant } from '../../kernel/instant.ts';
import { compilePattern, type PathMatcher } from './path-pattern.ts';
import { type CountedPer, limitsOf, type Rule, type RuleLimit, requireRules } from './rule.ts';

/** A rate-limit policy, as rows hold it. */
export interface Policy {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly isDefault: boolean;
  readonly rules: readonly Rule[];
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The rules of a request body, complete and without fault. Throws `VALIDATION_FAILED` with every fault of them. */
export function toRules(given: readonly (Omit<Rule, 'per'> & { readonly per?: CountedPer })[]): readonly Rule[] {
  const rules = given.map((rule): Rule => ({ ...rule, per: rule.per ?? 'token' }));
  requireRules(rules);
  return rules;
}

/** A policy, as the API shows it, with how many live credentials are assigned to it. */
export function presentPolicy(policy: Policy, liveTokens: number) {
  return {
    id: policy.id,
    project_id: policy.projectId,
    name: policy.name,
    enabled: policy.enabled,
    is_default: policy.isDefault,
    live_tokens: liveTokens,
    rules: policy.rules.map(presentRule),
    created_at: toInstant(policy.createdAt),
    updated_at: toInstant(policy.updatedAt),
    version: policy.version,
  };
}

/** A rule, with lists that callers may change. */
export function presentRule({ path_patterns, methods, ...rule }: Rule) {
  return {
    ...rule,
    ...(path_patterns === undefined ? {} : { path_patterns: [...path_patterns] }),
    ...(methods === undefined ? {} : { methods: [...methods] }),
  };
}

/** A limit, ready to be applied. */
export interface CompiledLimit extends RuleLimit {
  /** Begins the key of each of its counters. Belongs to the place of the rule in the policy, so that a new rate keeps the count. */
  readonly key: string;
  /** Its name in headers: printable ASCII without `"` and `\`. */
  readonly label: string;
  /** In how many seconds a used-up bucket is whole again, rounded up. */
  readonly windowSeconds: number;
  /** The parameters of its item in `RateLimit-Policy`. */
  readonly quota: string;
}

export interface CompiledRule {
  /** Its place in the policy, from 1. */
  readonly number: number;
  readonly rule: Rule;
  readonly per: CountedPer;
  readonly limits: readonly CompiledLimit[];
  /** Undefined: every method. */
  readonly methods: ReadonlySet<string> | undefined;
  /** Undefined: every path. */
  readonly patterns: readonly PathMatcher[] | undefined;
}

/** A policy with everything made ready that a request would otherwise have to make. */
export interface CompiledPolicy {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  /** The policy’s name as its labels begin: labels of two policies can be the same only where this is. */
  readonly title: string;
  readonly rules: readonly CompiledRule[];
}

const longestTitle = 32;

/**
 * A name as headers can carry it (RFC 9651 §3.3.3): accents are taken off, whatever is no letter, digit or plain sign
 * becomes `_`. `/` and `@` become `_` too: they part what is added to a title. A name of which nothing is left is named by its id.
 */
export function toTitle(name: string, id: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{Mn}/gu, '');
  const title = [...plain].map((character) => (/^[\w .:+()-]$/.test(character) ? character : '_')).join('');
  const bounded = title.slice(0, longestTitle).trim();
  return /[A-Za-z0-9]/.test(bounded) ? bounded : id;
}

/** Compiles a policy. Its rules must have no fault. */
export function compilePolicy(policy: Pick<Policy, 'id' | 'projectId' | 'name' | 'rules'>): CompiledPolicy {
  const { id, projectId, name } = policy;
  const title = toTitle(name, id);
  const isOnlyOne = policy.rules.reduce((sum, rule) => sum + limitsOf(rule).length, 0) === 1;
  const rules = policy.rules.map((rule, index): CompiledRule => {
    const number = index + 1;
    const limits = limitsOf(rule).map((limit) => {
      const windowSeconds = Math.ceil((limit.burst * limit.periodMs) / limit.count / 1000);
      return {
        ...limit,
        key: `${id}/${number}/${limit.unit}/`,
        label: isOnlyOne ? title : `${title}/${number}/${limit.unit}`,
        windowSeconds,
        quota: `;q=${limit.burst};w=${windowSeconds}`,
      };
    });
    return {
      number,
      rule,
      per: rule.per,
      limits,
      methods: rule.methods === undefined ? undefined : new Set(rule.methods),
      patterns: rule.path_patterns?.map(compilePattern),
    };
  });
  return { id, projectId, name, title, rules };
}

/** Whether a rule means a request. `path` is made only where a rule asks for it. */
export function meansRequest({ methods, patterns }: CompiledRule, method: string, path: () => string): boolean {
  if (methods !== undefined && !methods.has(method)) return false;
  return patterns === undefined || patterns.some((matches) => matches(path()));
}
