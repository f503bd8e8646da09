import { addResponse, type EdgeSum, type ReportSum, reportOf } from './edge-sum';
import { addBuckets } from './histogram';

/** Adds one edge's sums to another's: rates and buckets add up exactly, quantiles do not and are left out. */
export function addEdgeSum(into: EdgeSum, edge: EdgeSum): void {
  addReport(into.primary, edge.primary);
  for (const [reporter, report] of edge.byReporter) addReport(reportOf(into, reporter), report);
  for (const reporter of edge.primaryReporters) into.primaryReporters.add(reporter);
  into.mtls.mutual += edge.mtls.mutual;
  into.mtls.plaintext += edge.mtls.plaintext;
  if (edge.connections === undefined) return;
  into.connections ??= { closedPerSecond: 0, failedPerSecond: 0, byFlags: new Map() };
  into.connections.closedPerSecond += edge.connections.closedPerSecond;
  into.connections.failedPerSecond += edge.connections.failedPerSecond;
  for (const [flags, perSecond] of edge.connections.byFlags) {
    into.connections.byFlags.set(flags, (into.connections.byFlags.get(flags) ?? 0) + perSecond);
  }
}

function addReport(into: ReportSum, report: ReportSum): void {
  into.requestsPerSecond += report.requestsPerSecond;
  into.sentBytesPerSecond += report.sentBytesPerSecond;
  into.receivedBytesPerSecond += report.receivedBytesPerSecond;
  for (const [code, byFlags] of report.responses)
    for (const [flags, perSecond] of byFlags) addResponse(into.responses, code, flags, perSecond);
  if (report.buckets !== undefined) into.buckets = addBuckets(into.buckets, report.buckets);
}
