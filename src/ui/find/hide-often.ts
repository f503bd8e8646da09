/** What people hide first, as expressions. */
export const HIDE_OFTEN = ['idle', 'outside', 'healthy', 'protocol=tcp'] as const;
