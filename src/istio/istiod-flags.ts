/** Settings of istiod that change a verdict, with their defaults (docs/policies.md §0.4). */

export const ISTIOD_FLAGS = {
  AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY: false,
  ENABLE_INGRESS_WAYPOINT_ROUTING: true,
  ENABLE_LAYERED_WAYPOINT_AUTHORIZATION_POLICIES: false,
  ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY: true,
  PILOT_AUTO_ALLOW_WAYPOINT_POLICY: false,
  PILOT_ENABLE_ALPHA_GATEWAY_API: false,
  PILOT_ENABLE_AMBIENT: false,
  PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS: false,
  PILOT_ENABLE_SENDING_HBONE: true,
  PILOT_PREFER_SENDING_HBONE: false,
  PILOT_SCOPE_GATEWAY_TO_NAMESPACE: false,
  PILOT_UNIFIED_SIDECAR_SCOPE: true,
} as const;

export type IstiodFlag = keyof typeof ISTIOD_FLAGS;
export type IstiodFlags = Readonly<Record<IstiodFlag, boolean>>;

/** The flags as an environment sets them; a value that Go's ParseBool does not read leaves the default. */
export function flagsOf(environment: ReadonlyMap<string, string>): IstiodFlags {
  const flags: Record<IstiodFlag, boolean> = { ...ISTIOD_FLAGS };
  for (const flag of Object.keys(ISTIOD_FLAGS) as IstiodFlag[]) {
    const value = environment.get(flag) ?? '';
    if (/^(1|t|T|TRUE|true|True)$/.test(value)) flags[flag] = true;
    else if (/^(0|f|F|FALSE|false|False)$/.test(value)) flags[flag] = false;
  }
  return flags;
}
