import type { ProblemReply } from '../problem.ts';

/** Well below the 4 KiB that nginx reserves for the headers of an answer by default. */
const longestProblem = 2000;

/**
 * A refusal as nginx understands it, whose `auth_request` knows 401 and 403 alone and drops the body. What the client is to get
 * stands in headers, from which the recipe makes the answer: `X-Gate-Status`, and the body as ASCII in `X-Gate-Problem`.
 */
export function toNginxRefusal({ status, headers, body }: ProblemReply): ProblemReply {
  return {
    status: status === 401 ? 401 : 403,
    headers: { ...headers, 'x-gate-status': String(status), 'x-gate-problem': toHeaderText(body) },
    body,
  };
}

function toHeaderText(body: ProblemReply['body']): string {
  const text = toAscii(JSON.stringify(body));
  return text.length <= longestProblem
    ? text
    : toAscii(JSON.stringify({ ...body, error: { ...body.error, details: {} } }));
}

const toAscii = (text: string): string =>
  text.replaceAll(/[^\u0020-\u007e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
