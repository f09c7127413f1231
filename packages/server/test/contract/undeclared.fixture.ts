/**
 * What the compiler refuses, kept where it is asked each time: `npm run check` fails if one of these ever compiles. Nothing
 * here runs.
 */
import { type Operation, operations } from '@keywright/contract';
import { examples } from './examples.ts';

const { needs: _needs, ...withoutNeeds } = operations.revokePat;
const { audit: _audit, ...withoutAudit } = operations.revokePat;
const { getMe: _getMe, ...withoutGetMe } = examples;

// @ts-expect-error: an operation that does not say who may call it
export const openToNobodyKnows: Operation = withoutNeeds;

// @ts-expect-error: a change that does not say as what it is audited
export const changeOffTheRecord: Operation = withoutAudit;

// @ts-expect-error: a read that claims to be audited as a change
export const readOnTheRecord: Operation = { ...operations.getMe, audit: 'user.update' };

// @ts-expect-error: an operation that the walk has no example of
export const unwalked: typeof examples = withoutGetMe;
