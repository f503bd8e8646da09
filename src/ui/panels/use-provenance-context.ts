import { useMemo } from 'react';
import type { ProvenanceContext } from '../../mesh/provenance';
import { useApp } from '../use-app';
import { useSource } from '../use-source';

/** What the picture on screen was asked with. */
export function useProvenanceContext(): ProvenanceContext {
  const windowSeconds = useApp((state) => state.picture?.windowSeconds ?? state.view.windowSeconds);
  const namespaces = useApp((state) => state.view.namespaces);
  const thresholds = useApp((state) => state.view.thresholds);
  const nativeLatency = useApp((state) => state.picture?.problems.some(({ code }) => code === 'latency-native-histogram') === true);
  const metricPrefix = useSource()?.metricPrefix;
  return useMemo(
    () => ({ windowSeconds, namespaces, thresholds, nativeLatency, ...(metricPrefix === undefined ? {} : { metricPrefix }) }),
    [windowSeconds, namespaces, thresholds, nativeLatency, metricPrefix],
  );
}
