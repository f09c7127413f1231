import type { ReplyOf } from '@keywright/client';
import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { toDay } from '../../administration/search-params.ts';
import { useNow } from '../../browser/now.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import classes from './overview.module.css';

/** Of the filters of all credentials, those that cards need. */
interface Filter {
  readonly revoked?: boolean;
  readonly expired?: boolean;
  readonly expires?: boolean;
  readonly createdBefore?: string;
  readonly usedBefore?: string;
  readonly expiresBefore?: string;
}

type Figures = ReplyOf<'getFigures'>;

const dayMs = 24 * 3_600_000;
const unusedDays = 90;

interface CardProps {
  readonly count: number;
  /** What is counted: a link to it where it can be listed. */
  readonly name: ReactNode;
  readonly note: string;
}

function Card({ count, name, note }: CardProps) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.count}>{count.toLocaleString('en')}</span>
        <Text size="xs" c="dimmed" span>
          {note}
        </Text>
      </dd>
    </div>
  );
}

/** To the credentials that a card counts. */
function To({ search, children }: { readonly search: Filter; readonly children: ReactNode }) {
  return (
    <LinkAnchor to="/admin/credentials" search={search} className={classes.link ?? ''}>
      {children}
    </LinkAnchor>
  );
}

/** How many credentials are in which state. */
export function CredentialCards({ credentials }: Pick<Figures, 'credentials'>) {
  const nowMs = useNow();
  const unusedSince = toDay(nowMs - unusedDays * dayMs);
  const live = { revoked: false, expired: false };
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }} spacing="sm" component="dl" m={0}>
      <Card count={credentials.active} name={<To search={live}>Active</To>} note="Neither expired nor revoked" />
      <Card
        count={credentials.expiringSoon}
        name={<To search={{ ...live, expiresBefore: toDay(nowMs + 15 * dayMs) }}>Expiring soon</To>}
        note="Within 14 days"
      />
      <Card
        count={credentials.unused}
        name={<To search={{ ...live, createdBefore: unusedSince, usedBefore: unusedSince }}>Unused</To>}
        note={`For ${unusedDays} days or longer`}
      />
      <Card
        count={credentials.neverExpiring}
        name={<To search={{ ...live, expires: false }}>Never expiring</To>}
        note="Active without an end"
      />
      <Card
        count={credentials.expired}
        name={<To search={{ revoked: false, expired: true }}>Expired</To>}
        note="And not revoked"
      />
      <Card count={credentials.revoked} name={<To search={{ revoked: true }}>Revoked</To>} note="Since the beginning" />
    </SimpleGrid>
  );
}

/** How many users there are, and how many addresses are kept out. */
export function InstanceCards({ figures }: { readonly figures: Figures }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }} spacing="sm" component="dl" m={0}>
      <Card
        count={figures.users.active}
        name={
          <LinkAnchor to="/admin/users" search={{ disabled: false }} className={classes.link ?? ''}>
            Active users
          </LinkAnchor>
        }
        note="Who can sign in"
      />
      <Card
        count={figures.users.disabled}
        name={
          <LinkAnchor to="/admin/users" search={{ disabled: true }} className={classes.link ?? ''}>
            Disabled users
          </LinkAnchor>
        }
        note="Their PATs are refused"
      />
      <Card
        count={figures.blockedAddresses}
        name={
          <LinkAnchor to="/admin/blocked-addresses" className={classes.link ?? ''}>
            Blocked addresses
          </LinkAnchor>
        }
        note="After bad tokens in a row"
      />
    </SimpleGrid>
  );
}
