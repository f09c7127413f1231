// A reporter for `node --test` that writes each test's outcome as a line of JSON: the runner's exit code and totals count
// files without tests as passed tests, and say nothing of which tests were skipped.

import { resolve } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import type { Outcome } from './outcome.ts';

type Finished = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>;

/** The reporter, as `node --test --test-reporter` expects it. */
export default async function* recordOutcomes(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const lastName = new Map<string, string>();
  for await (const event of events) {
    for (const outcome of outcomesOf(event, lastName)) yield `${JSON.stringify(outcome)}\n`;
  }
}

function outcomesOf(event: TestEvent, lastName: Map<string, string>): Outcome[] {
  switch (event.type) {
    case 'test:dequeue':
      return event.data.nesting === 0 && isFile(event.data.name, event.data.file)
        ? [{ kind: 'file-started', file: resolve(event.data.name) }]
        : [];
    case 'test:pass':
    case 'test:fail':
      lastName.set(event.data.file ?? '', event.data.name);
      return finished(event);
    case 'test:diagnostic': {
      // Node names no test here, but says it right after the test that carries the option.
      const { message, file = '' } = event.data;
      if (!message.startsWith("'only' and 'runOnly' require")) return [];
      return [{ kind: 'only', name: lastName.get(file) ?? '', file, reason: '`only`' }];
    }
    case 'test:summary':
      return event.data.file === undefined ? [] : [{ kind: 'file-ended', file: event.data.file }];
    default:
      return [];
  }
}

function finished({ type, data }: Finished): Outcome[] {
  const { name, file = '', skip, todo, details } = data;
  if (data.nesting === 0 && isFile(name, file)) {
    const ended: Outcome = { kind: 'file-ended', file };
    return type === 'test:fail' ? [{ kind: 'failed', name, file }, ended] : [ended];
  }
  if (skip !== undefined && skip !== false) return [{ kind: 'skipped', name, file, reason: reasonOf(skip) }];
  if (todo !== undefined && todo !== false) return [{ kind: 'todo', name, file, reason: reasonOf(todo) }];
  if (type === 'test:fail') return failedByItself(data) ? [{ kind: 'failed', name, file }] : [];
  return details.type === 'suite' ? [] : [{ kind: 'passed', name, file }];
}

/** A suite or a test that failed only because one inside it did is not a second failure. */
function failedByItself(data: Extract<Finished, { type: 'test:fail' }>['data']): boolean {
  const { error } = data.details;
  return !('failureType' in error) || error.failureType !== 'subtestsFailed';
}

function reasonOf(value: string | boolean): string {
  return typeof value === 'string' && value !== '' ? value : 'no reason given';
}

function isFile(name: string, file: string | undefined): boolean {
  return file !== undefined && resolve(name) === resolve(file);
}
