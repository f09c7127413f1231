import type { FastifyReply } from 'fastify';
import { type ProblemReply, sendProblem } from './problem.ts';

/** Well below the 4 KiB that nginx reserves for the headers of an answer by default. */
const longestProblem = 2000;

/**
 * Answers nginx, whose `auth_request` understands 401 and 403 alone and drops the body. What the client is to get stands in
 * headers, from which the recipe makes the answer: `X-Gate-Status`, and the body as ASCII in `X-Gate-Problem`.
 */
export function sendToNginx(reply: FastifyReply, answer: ProblemReply): FastifyReply {
  reply.header('x-gate-status', String(answer.status)).header('x-gate-problem', toHeaderText(answer.body));
  const understood = answer.status === 401 || answer.status === 403;
  return sendProblem(reply, understood ? answer : { ...answer, status: 403 });
}

function toHeaderText(body: ProblemReply['body']): string {
  const text = toAscii(JSON.stringify(body));
  return text.length <= longestProblem
    ? text
    : toAscii(JSON.stringify({ ...body, error: { ...body.error, details: {} } }));
}

const toAscii = (text: string): string =>
  text.replaceAll(/[^\u0020-\u007e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
