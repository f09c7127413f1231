import type { IncomingMessage } from 'node:http';
import { AppError, validationFailed } from '@keywright/contract';

const longestBytes = 64 * 1024;

/** Reads a JSON body of at most 64 KiB. Throws `UNSUPPORTED_MEDIA_TYPE`, `PAYLOAD_TOO_LARGE` and `VALIDATION_FAILED`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const [type = ''] = request.headersDistinct['content-type'] ?? [];
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  try {
    return JSON.parse(await readText(request));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw validationFailed({ path: '', code: 'MALFORMED', message: 'The request body could not be read.' });
  }
}

/** What is left of a body that is too long stays unread: the connection is still needed for the answer. */
async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > longestBytes) throw new AppError('PAYLOAD_TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
