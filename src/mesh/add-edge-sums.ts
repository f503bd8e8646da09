import { addResponse, type EdgeSum, NO_RESPONSES, notePrimary, type ReportSum, reportOf } from './edge-sum';
import { addBuckets } from './histogram';
import { REPORTERS } from './hops';

/** Adds one edge's sums to another's: rates and buckets add up exactly, quantiles do not and are left out. */
export function addEdgeSum(into: EdgeSum, edge: EdgeSum): void {
  addReport(into.primary, edge.primary);
  for (const reporter of REPORTERS) {
    const report = edge.byReporter[reporter];
    if (report !== undefined) addReport(reportOf(into, reporter), report);
  }
  for (const reporter of edge.primaryReporters) notePrimary(into, reporter);
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
  for (const [code, byFlags] of report.responses ?? NO_RESPONSES)
    for (const [flags, perSecond] of byFlags) addResponse(into, code, flags, perSecond);
  if (report.buckets !== undefined) into.buckets = addBuckets(into.buckets, report.buckets);
}
