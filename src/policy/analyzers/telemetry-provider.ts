/** Telemetry resources whose access logs have no provider. */
import { refText } from '../../istio/ref';
import type { Analyzer } from './analyzer';

export const telemetryProvider: Analyzer = {
  id: 'telemetry.ProviderAnalyzer',
  codes: ['IST0157'],
  reads: ['Telemetry'],
  onGraph: true,
  analyze: ({ of, mesh }) => {
    if (mesh.defaultProviders.accessLogging.length > 0) return [];
    return of('Telemetry').flatMap((telemetry) =>
      (telemetry.spec?.accessLogging ?? []).flatMap(({ disabled, providers = [] }, index) => {
        if (disabled === true || providers.length > 0) return [];
        const sentence = `${refText(telemetry)} asks for access logs and names no provider, and the mesh has no default one.`;
        return [{ code: 'IST0157' as const, subject: telemetry, path: `spec.accessLogging[${index}]`, sentence, placeless: true as const }];
      }),
    );
  },
};
