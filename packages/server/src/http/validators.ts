import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { fromInstant } from '../kernel/instant.ts';

const addFormats = formats.default;

/** Bodies are taken as they are: no coercion, no field dropped in silence. */
const strict = new Ajv({ allErrors: true, strict: false, useDefaults: true });
/** Queries and path parameters are text; numbers in them are read as such. */
const coercing = new Ajv({ allErrors: true, strict: false, useDefaults: true, coerceTypes: true });
const isDateTime = addFormats(new Ajv()).compile({ type: 'string', format: 'date-time' });
for (const ajv of [strict, coercing]) {
  addFormats(ajv);
  // RFC 3339 lets a leap second be written, which is no instant here: it is refused as what it is, before any use case.
  ajv.addFormat('date-time', (text: string) => isDateTime(text) && !Number.isNaN(fromInstant(text)));
}

export const compileBody = (schema: TSchema): ValidateFunction => strict.compile(schema);
export const compileText = (schema: TSchema): ValidateFunction => coercing.compile(schema);
