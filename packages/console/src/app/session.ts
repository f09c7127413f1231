import type { QueryClient } from '@tanstack/react-query';
import { client } from './client.ts';
import { tellOtherTabs } from './other-tabs.ts';

/** Signs in; the browser keeps the session in a cookie that no script can read. Rejects with a `KeywrightError`. */
export async function signIn(
  queryClient: QueryClient,
  credentials: { email: string; password: string },
): Promise<void> {
  await client.login({ body: credentials });
  queryClient.clear();
  tellOtherTabs({ kind: 'signed-in' });
}

/** Signs out, here and in other tabs. The access JWT that came with the session ends with it. */
export async function signOut(queryClient: QueryClient): Promise<void> {
  // Sign-out is better-auth’s own endpoint and no operation of the contract.
  const headers = { 'content-type': 'application/json' };
  const response = await fetch('/api/auth/sign-out', { method: 'POST', headers, body: '{}' });
  if (!response.ok) throw new Error('You could not be signed out. Try again.');
  queryClient.clear();
  tellOtherTabs({ kind: 'signed-out' });
}
