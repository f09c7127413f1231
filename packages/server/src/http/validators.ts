import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { TSchema } from 'typebox';

const addFormats = formats.default;

/** Bodies are taken as they are: no coercion, no field dropped in silence. */
const strict = new Ajv({ allErrors: true, strict: false, useDefaults: true });
/** Queries and path parameters are text; numbers in them are read as such. */
const coercing = new Ajv({ allErrors: true, strict: false, useDefaults: true, coerceTypes: true });
addFormats(strict);
addFormats(coercing);

export const compileBody = (schema: TSchema): ValidateFunction => strict.compile(schema);
export const compileText = (schema: TSchema): ValidateFunction => coercing.compile(schema);
