import { toInstant, toNullableInstant } from '../../kernel/instant.ts';

/** A user, as the rest of the service knows them. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly instanceAdmin: boolean;
  readonly disabledAt: number | null;
  readonly createdAt: number;
}

/** E-mail addresses are compared and stored in this form. */
export const toEmail = (email: string): string => email.trim().toLowerCase();

/** A user, as the API shows them. */
export function presentUser(user: User) {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    instanceAdmin: user.instanceAdmin,
    disabledAt: toNullableInstant(user.disabledAt),
    createdAt: toInstant(user.createdAt),
  };
}
