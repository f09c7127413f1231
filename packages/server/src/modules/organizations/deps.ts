import type { Catalogue } from '@keywright/contract';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/crypto/random.ts';
import type { NextId } from '../../kernel/ids.ts';

/** What the use cases of organizations work with. */
export interface OrganizationDeps {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly nextId: NextId;
  readonly random: Random;
  readonly invitationKey: string;
  readonly invitationHours: number;
  readonly publicUrl: string;
}
