/** Why nothing flows is asked of the source. */
export const EmptyReasons = (): undefined => undefined;
