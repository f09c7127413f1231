/** As the contract bounds them. */
export const longestName = 128;
export const longestNote = 1000;

export const networkWords = 'Addresses or CIDR ranges it may be used from. Empty: anywhere.';
