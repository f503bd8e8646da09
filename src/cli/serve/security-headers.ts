/** What every answer of ours tells the browser: run nothing but our own files, speak to nobody but the configured sources. */

interface PagePolicy {
  /** Origins of sources that the browser asks directly, beside our own. */
  readonly connectOrigins: readonly string[];
  /** Who may show the page in a frame, in the words of CSP: `'none'`, `'self'`, origins. */
  readonly frameAncestors: string;
}

/** `style-src` needs 'unsafe-inline': Cytoscape and Radix set style elements at run time. Scripts have no such exception. */
export function pageContentSecurityPolicy({ connectOrigins, frameAncestors }: PagePolicy): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connectOrigins].join(' ')}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');
}

/** For answers that come from somebody else: should one be HTML and be opened as a page, it can do nothing. */
export const dataContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
};
