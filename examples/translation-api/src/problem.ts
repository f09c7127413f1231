import type { FastifyReply } from 'fastify';

const titles = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict' } as const;

/** Answers as Keywright’s gate does, so that callers see one kind of error: RFC 9457 with the member `error`. */
export function answerProblem(reply: FastifyReply, status: keyof typeof titles, code: string, message: string) {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: titles[status],
      status,
      detail: message,
      error: { code, message, details: {} },
    });
}
