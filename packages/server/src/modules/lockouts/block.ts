import { toInstant } from '../../kernel/instant.ts';

/** A network whose tokens are not looked at until `blockedUntil`. */
export interface Block {
  readonly id: string;
  /** An IPv4 address or an IPv6 /64. */
  readonly network: string;
  readonly failures: number;
  readonly blockedUntil: number;
  readonly createdAt: number;
}

/** A block, as the API shows it. */
export function presentBlock({ id, network, failures, blockedUntil, createdAt }: Block) {
  return { id, network, failures, blockedUntil: toInstant(blockedUntil), createdAt: toInstant(createdAt) };
}
