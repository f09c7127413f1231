import type { Finding } from './platform-fault.ts';
import { longestExpiryDays } from './platform-file.ts';
import { fieldOf } from './tolerant-read.ts';

/** The lives that the platform offers, or gives by itself, beyond the longest that it allows. */
export function expiryFaults(file: unknown): Finding[] {
  const expiry = fieldOf(file, 'expiry');
  const maximumDays = fieldOf(expiry, 'maximumDays');
  if (typeof maximumDays !== 'number' || !Number.isInteger(maximumDays) || maximumDays < 1) return [];

  // Beyond the longest expiry of all, the schema has spoken already.
  const isTooLong = (days: unknown) => typeof days === 'number' && days > maximumDays && days <= longestExpiryDays;
  const findings: Finding[] = [];
  if (isTooLong(fieldOf(expiry, 'defaultDays'))) {
    const message = `This default is longer than "maximumDays" (${maximumDays}): shorten it or remove it`;
    findings.push({ path: ['expiry', 'defaultDays'], message, site: 'value' });
  }
  const presetsDays: unknown = fieldOf(expiry, 'presetsDays');
  for (const [index, days] of (Array.isArray(presetsDays) ? presetsDays : []).entries()) {
    if (!isTooLong(days)) continue;
    const message = `This preset is longer than "maximumDays" (${maximumDays}): shorten it or remove it`;
    findings.push({ path: ['expiry', 'presetsDays', index], message, site: 'value' });
  }
  return findings;
}
