import type { QueryKey } from '@tanstack/react-query';

/** What tabs of the console tell each other. */
export type Message =
  | { readonly kind: 'changed'; readonly keys: readonly QueryKey[] }
  | { readonly kind: 'signed-out' | 'signed-in' };

// A page that is not the console, or a browser without channels, hears nothing and says nothing.
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('keywright');

/** Tells the other tabs of this browser; this one hears nothing of it. */
export const tellOtherTabs = (message: Message): void => channel?.postMessage(message);

/** Hears what other tabs tell. */
export function hearOtherTabs(hear: (message: Message) => void): void {
  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => hear(data));
}
