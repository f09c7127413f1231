import { listBlockedAddresses } from './list-blocked-addresses.ts';
import { removeBlockedAddress } from './remove-blocked-address.ts';

export const routes = { listBlockedAddresses, removeBlockedAddress };
