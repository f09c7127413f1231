import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { giveNonce } from './app/nonce.ts';
import { createQueryClient } from './app/query-client.ts';
import { createConsoleRouter } from './app/router.ts';

giveNonce();
const queryClient = createQueryClient(() => {
  const { href, pathname } = router.state.location;
  // What the last person saw is not for the next one.
  queryClient.clear();
  if (pathname === '/sign-in') return;
  void router.navigate({ to: '/sign-in', search: { next: href }, ignoreBlocker: true });
});
const router = createConsoleRouter(queryClient);
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <App queryClient={queryClient} router={router} />
  </StrictMode>,
);
