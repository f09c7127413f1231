import type { ReplyOf } from '@keywright/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { adminKeys } from '../../administration/administered.ts';
import { client } from '../../app/client.ts';
import { now } from '../../browser/now.ts';
import type { DeliveryState } from './delivery-state.ts';

export type Delivery = ReplyOf<'listDeliveries'>['data'][number];

/** How soon an attempt must be due for the page to wait for it, and how often it asks meanwhile. */
const soonMs = 60_000;
const askAgainMs = 2_000;

export const webhookQuery = (webhookId: string) =>
  queryOptions({
    queryKey: [...adminKeys.webhooks, 'one', webhookId],
    queryFn: ({ signal }) => client.getWebhook({ params: { webhookId }, signal }),
  });

/** Whether something is being sent, or will be in a moment. */
export const isUnderWay = ({ state, nextAttemptAt }: Delivery, nowMs: number): boolean =>
  state === 'pending' && (nextAttemptAt === null || Date.parse(nextAttemptAt) - nowMs < soonMs);

/** What was or is to be sent. Asked for again only while something is under way. */
export const deliveriesQuery = (webhookId: string, state: DeliveryState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...adminKeys.webhooks, 'deliveries', webhookId, state ?? 'all'],
    queryFn: ({ signal, pageParam }) =>
      client.listDeliveries({
        params: { webhookId },
        query: {
          limit: 50,
          ...(state === undefined ? {} : { state }),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.data.some((each) => isUnderWay(each, now()))) === true ? askAgainMs : false,
  });
