/** Causes are looked for with questions to the source. */
export const WhyItFails = (): undefined => undefined;
