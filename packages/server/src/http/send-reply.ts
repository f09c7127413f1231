import { Readable } from 'node:stream';
import { type Operation, type TextStream, toEtag } from '@keywright/contract';
import type { FastifyReply } from 'fastify';

/** Sends what a use case returned, with the headers that its operation declares. */
export function sendReply(response: FastifyReply, operation: Operation, result: unknown): FastifyReply {
  response.code(operation.reply.status).header('cache-control', 'no-store');
  if (operation.reply.stream === true) return sendStream(response, result as TextStream);
  if (typeof result === 'object' && result !== null) {
    if (operation.etag !== undefined && 'version' in result) response.header('etag', toEtag(Number(result.version)));
    if (operation.setsCookie && 'cookies' in result) response.header('set-cookie', result.cookies);
  }
  return response.send(result);
}

/** Sends as fast as the caller takes it. A fault on the way cuts the reply off, so that it does not pass for a whole one. */
function sendStream(response: FastifyReply, { contentType, fileName, chunks }: TextStream): FastifyReply {
  return response
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .type(contentType)
    .send(Readable.from(chunks, { objectMode: false }));
}
