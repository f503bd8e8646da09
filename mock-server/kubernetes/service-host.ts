/** The full name under which a Service is called: "cart.shop.svc.cluster.local". */
export function serviceHost({ name, namespace }: { readonly name: string; readonly namespace: string }): string {
  return `${name}.${namespace}.svc.cluster.local`;
}
