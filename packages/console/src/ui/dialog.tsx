import { Modal, type ModalProps } from '@mantine/core';
import { useFocusBack } from '../browser/focus-back.ts';

/** A dialog. When it goes, the focus is back where it was: Mantine sees to that only for those that stay in the page, closed. */
export function Dialog(props: ModalProps) {
  useFocusBack();
  return <Modal closeButtonProps={{ 'aria-label': 'Close' }} {...props} />;
}
