import { setNonce } from 'get-nonce';

/** The nonce of this page’s Content-Security-Policy, which style tags need; empty where there is no policy. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** Also for what dialogs use to keep the page behind them from scrolling. */
export const giveNonce = (): void => setNonce(styleNonce());
