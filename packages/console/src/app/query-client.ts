import { KeywrightError } from '@keywright/client';
import { focusManager, MutationCache, type Query, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query';
import { hearOtherTabs, tellOtherTabs } from './other-tabs.ts';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** What is no longer as it was once the change is made, here and in other tabs. */
      readonly invalidates?: readonly QueryKey[];
    };
    defaultError: Error;
  }
}

const mostRetries = 2;
/** A listing that somebody has read further than this is not read again, page after page, because they come back to it. */
const mostPagesAgain = 3;

/** Whether an error says that the session has ended. By its code: a platform may have another status for it. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof KeywrightError && (error.code === 'UNAUTHENTICATED' || error.code === 'OWNER_DISABLED');

/** What a later attempt may well get: no answer, or that of a service that is busy. A refusal stays one. */
function mayRetry(failures: number, error: unknown): boolean {
  const isPassing = error instanceof KeywrightError && (error.status === 0 || error.status >= 500);
  return isPassing && failures < mostRetries;
}

/** Whether to ask again by itself for what is stale. What is known to have changed always is. */
function mayAskAgain({ state: { data, isInvalidated } }: Pick<Query, 'state'>): boolean {
  const isLong =
    typeof data === 'object' &&
    data !== null &&
    'pages' in data &&
    Array.isArray(data.pages) &&
    data.pages.length > mostPagesAgain;
  return isInvalidated || !isLong;
}

// A window that was beside another one was visible all the time: coming back to it is a focus, and no change of visibility.
focusManager.setEventListener((onFocus) => {
  const look = () => onFocus();
  const listeners = new AbortController();
  window.addEventListener('focus', look, { signal: listeners.signal });
  document.addEventListener('visibilitychange', look, { signal: listeners.signal });
  return () => listeners.abort();
});

/** What pages know of the service. `onSignedOut` hears of each answer that says the session has ended. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const noteError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut();
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noteError }),
    mutationCache: new MutationCache({
      onError: noteError,
      onSuccess: (_data, _variables, _result, { meta }) => {
        const keys = meta?.invalidates ?? [];
        if (keys.length === 0) return;
        tellOtherTabs({ kind: 'changed', keys });
        for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
      },
    }),
    defaultOptions: {
      queries: {
        retry: mayRetry,
        staleTime: 5_000,
        refetchOnMount: mayAskAgain,
        refetchOnWindowFocus: mayAskAgain,
        refetchOnReconnect: mayAskAgain,
      },
      // What a change answers may hold a secret: it is not kept for a moment after its page has gone.
      mutations: { gcTime: 0 },
    },
  });
  hearOtherTabs((message) => {
    if (message.kind === 'changed')
      for (const queryKey of message.keys) void queryClient.invalidateQueries({ queryKey });
    else if (message.kind === 'signed-out') onSignedOut();
  });
  return queryClient;
}
