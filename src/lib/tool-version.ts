/** The version of this Seamark, as files and pictures that leave it say; package.json says the same (tool-version.test.ts). */
export const TOOL_VERSION = '0.1.0';
