/** OpenMetrics of one call with 3 requests a second, every 15 s for the ten minutes before Unix second 1,700,000,000. */
export function steadyRequests(labels: string): string {
  const samples = Array.from(
    { length: 41 },
    (_, index) => `istio_requests_total{${labels}} ${index * 45} ${1_700_000_000 - 600 + index * 15}`,
  );
  return `# TYPE istio_requests counter\n${samples.join('\n')}\n# EOF\n`;
}
