import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm start` serves the API while Vite serves the console. */
const service = process.env.KEYWRIGHT_URL ?? 'http://127.0.0.1:8787';

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  plugins: [react()],
  // The server puts a fresh nonce in the place of this word in each reply: Mantine's style tag needs one.
  html: command === 'build' ? { cspNonce: '__CSP_NONCE__' } : {},
  build: {
    assetsDir: 'assets/console',
    // An image within the script would need `data:` in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': service, '/assets/pages.css': service } },
}));
