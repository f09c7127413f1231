import { type ErrorCode, errors } from '@keywright/contract';
import type { Generator } from './generator.ts';
import { code, page, table } from './markdown.ts';

const introduction =
  'Every error is `application/problem+json` (RFC 9457). `error.code` is one of these and keeps its meaning; `detail` is a ' +
  'sentence for people and may change. Which codes an operation can answer stands in [openapi.json](openapi.json).';

function row(errorCode: string): string[] {
  const { status, title, meaning } = errors[errorCode as ErrorCode];
  return [code(errorCode), String(status), title, meaning];
}

/** The table of error codes. */
export const errorTable: Generator = {
  file: 'docs/reference/errors.md',
  render: async () =>
    page(
      'Errors',
      'packages/contract/src/errors.ts',
      introduction,
      table(['code', 'status', 'title', 'meaning'], Object.keys(errors).map(row)),
    ),
};
