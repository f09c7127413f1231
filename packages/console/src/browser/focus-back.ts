import { useEffect } from 'react';

/** What opens over a page and goes again: the focus has come from elsewhere. */
const passing = '[role="menu"], [role="dialog"]';
let last: HTMLElement | undefined;

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && target.closest(passing) === null) last = target;
});

/**
 * Brings the focus back when the component goes: to where it was before a menu and a dialog took it, else to the page’s
 * content. Otherwise the browser starts over at the top of the page, and a keyboard with it.
 */
export function useFocusBack(): void {
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const to = last?.isConnected ? last : document.querySelector('main');
        to?.focus({ preventScroll: true });
      });
    },
    [],
  );
}
