/** Texts to copy: what brings telemetry back. Shapes after Istio's Telemetry API and Prometheus' scrape configuration. */

/** Switches a metric on again where a Telemetry resource disabled it; the most specific resource wins. */
export function enableMetric(metric: string): string {
  return `apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata:
  name: mesh-metrics
  namespace: istio-system
spec:
  metrics:
    - providers:
        - name: prometheus
      overrides:
        - match:
            metric: ${metric}
            mode: CLIENT_AND_SERVER
          disabled: false
`;
}

/** The reporters of one side: client proxies report as source, server proxies as destination. */
export function enableSide(mode: 'CLIENT' | 'SERVER'): string {
  return enableMetric('ALL_METRICS').replace('CLIENT_AND_SERVER', mode);
}

/** Where a label is taken away: first the proxies, then the scrape. */
export function labelSources(label: string): string {
  return `# A Telemetry resource with this entry removes the label; take the entry out:
#   tagOverrides:
#     ${label}:
#       operation: REMOVE
# So does a scrape job with this rule; take the rule out:
#   metric_relabel_configs:
#     - action: labeldrop
#       regex: ${label}
kubectl get telemetries.telemetry.istio.io -A -o yaml | grep -n -B8 -A2 '${label}'
`;
}

/** Pods with a sidecar, gateways and waypoints, and ztunnel, in one job. */
export const SCRAPE_PROXIES = `scrape_configs:
  - job_name: istio-proxies
    metrics_path: /stats/prometheus
    kubernetes_sd_configs:
      - role: pod
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_container_port_name]
        action: keep
        regex: .*-envoy-prom
      - source_labels: [__meta_kubernetes_namespace]
        target_label: namespace
      - source_labels: [__meta_kubernetes_pod_name]
        target_label: pod
  - job_name: ztunnel
    metrics_path: /stats/prometheus
    kubernetes_sd_configs:
      - role: pod
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_label_app]
        action: keep
        regex: ztunnel
      - source_labels: [__meta_kubernetes_pod_ip]
        target_label: __address__
        replacement: \${1}:15020
      - source_labels: [__meta_kubernetes_namespace]
        target_label: namespace
      - source_labels: [__meta_kubernetes_pod_name]
        target_label: pod
`;
