/** Telemetry resources that still trace with Lightstep. */
import { refText } from '../../istio/ref';
import type { Analyzer } from './analyzer';

export const telemetryLightstep: Analyzer = {
  id: 'telemetry.LightstepAnalyzer',
  codes: ['IST0002'],
  reads: ['Telemetry'],
  onGraph: false,
  analyze: ({ of, mesh }) => {
    const lightstep = new Set(mesh.extensionProviders.filter(({ type }) => type === 'lightstep').map(({ name }) => name));
    if (lightstep.size === 0) return [];
    return of('Telemetry').flatMap((telemetry) =>
      (telemetry.spec?.tracing ?? []).flatMap(({ providers = [] }, index) =>
        providers.flatMap(({ name = '' }, at) => {
          if (!lightstep.has(name)) return [];
          const sentence = `${refText(telemetry)} traces with ${name}, a Lightstep provider, which is deprecated: use OpenTelemetry.`;
          return [
            {
              code: 'IST0002' as const,
              subject: telemetry,
              path: `spec.tracing[${index}].providers[${at}]`,
              sentence,
              placeless: true as const,
            },
          ];
        }),
      ),
    );
  },
};
