import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePlatformFile } from './parse-platform-file.ts';

/** For tests alone: a valid platform file to spoil, and what comes of it. */
export const sampleFile = `platform: sample
title: Sample
brand: sm
tokens:
  pat: {mint: split, accept: [split]}
  apiKey:
    mint: split
    accept: [split]
scopes:
  keys.read: {description: Read keys}
  keys.write:
    description: Write keys
    implies: [keys.read]
  read:projects: {description: Read projects}
  translation-comments.set-state: {description: Close comments}
  admin: {description: Everything, satisfiesAll: true}
roles:
  MEMBER: {description: Works, scopes: [keys.read]}
  OWNER:
    description: Owns
    includes: [MEMBER]
    scopes: [admin]
ownerRole: OWNER
levels:
  read-only: {description: Reads, scopes: [keys.read]}
  full: {description: Does all, includes: [read-only], scopes: [admin]}
permissions:
  org.read: keys.read
  org.write: keys.write
  members.read: keys.read
  members.write: keys.write
  projects.read: read:projects
  projects.write: keys.write
  api-keys.read: keys.read
  api-keys.write: keys.write
  audit.read: keys.read
  rate-limits.read: keys.read
  rate-limits.write: keys.write
expiry:
  required: false
  maximumDays: 365
  presetsDays: [7, 365]
limits:
  livePatsPerUser: 10
`;

export type Edit = readonly [from: string, to: string];

/** The sample with the first occurrence of each text replaced. */
export function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `the sample has no ${JSON.stringify(from)}`);
    return text.replace(from, () => to);
  }, sampleFile);
}

/** Each fault as `line:column path: message`. */
export function faultsOf(text: string): string[] {
  const parsed = parsePlatformFile(text);
  return parsed.ok ? [] : parsed.faults.map((f) => `${f.line}:${f.column} ${f.path}: ${f.message}`);
}

/** One way to spoil the sample, and every fault that comes of it. */
export interface FaultCase {
  name: string;
  edits: readonly Edit[];
  faults: readonly string[];
}

export function testFaults(cases: readonly FaultCase[]): void {
  for (const { name, edits, faults } of cases) {
    test(`fault: ${name}`, () => assert.deepEqual(faultsOf(edited(...edits)), faults));
  }
}
