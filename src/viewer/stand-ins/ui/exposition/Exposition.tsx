/** Dropped files take no source's place here. */
export const Exposition = (): undefined => undefined;
