/**
 * Usage: how often credentials were used, for charts. Owns `usage_counts`.
 *
 * Invariants: counts only grow until they are forgotten as a whole; what is kept is bounded by ninety days of hours for a
 * credential and two days of minutes for the instance. It is no evidence: that is the audit log.
 */
export { findInstanceUsage, findUsage } from './find-usage.ts';
export { UsageRecorder } from './record-usage.ts';
export { outcomeOf } from './usage.ts';
