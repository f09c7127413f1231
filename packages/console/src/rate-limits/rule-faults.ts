import { bucketsOf } from './bucket.ts';
import { mostRates, type Rule } from './rule.ts';

const placeholder = /^\{\w{1,64}\}$/;
const literal = /^[\w~!$&'()+,;=:@.-]+$/;

/** Why a text is no path pattern, in the words of the service; undefined where it is one. */
export function patternFault(pattern: string): string | undefined {
  if (!pattern.startsWith('/')) return 'must begin with /.';
  const segments = pattern.slice(1).split('/');
  for (const [index, segment] of segments.entries()) {
    if (segment === '' && segments.length > 1) return 'must have no empty segment: no // and no / at its end.';
    if (segment === '.' || segment === '..') return 'must have no segment . or .., which paths never have.';
    if (segment.includes('*') && (segment !== '*' || index < segments.length - 1)) {
      return 'may have * as its whole last segment alone, where it stands for the rest of the path.';
    }
    if (/[{}]/.test(segment) && !placeholder.test(segment)) {
      return 'must have placeholders as whole segments, with a name of letters, digits and _: {project_id}.';
    }
    const isLiteral = segment !== '*' && segment !== '' && !placeholder.test(segment);
    if (isLiteral && !literal.test(segment)) {
      return 'must be written as paths are, in ASCII, without a query, spaces or %-escapes.';
    }
  }
  return undefined;
}

/** What is wrong with the patterns of a rule, as one text for their input. */
export function patternsFault(patterns: readonly string[]): string | null {
  const faults = patterns.flatMap((pattern) => {
    const fault = patternFault(pattern);
    return fault === undefined ? [] : [`${pattern}: ${fault}`];
  });
  return faults.length === 0 ? null : faults.join(' ');
}

/** What is wrong with the rules of a policy as a whole. */
export function rulesFault(rules: readonly Rule[]): string | null {
  const count = rules.reduce((sum, rule) => sum + bucketsOf(rule).length, 0);
  return count > mostRates ? `At most ${mostRates} rates in all; these have ${count}.` : null;
}
