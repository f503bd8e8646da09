/** Answers of a Prometheus that only exists in the test. */
import type { Page } from '@playwright/test';

type Labels = Readonly<Record<string, string>>;
interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** By the instant that is asked for, Unix seconds. */
type SamplesAt = (seconds: number) => readonly Sample[];

/** Every instant query is answered with the samples of the first pattern that its text matches; others are empty. */
export async function answerWith(page: Page, answers: readonly (readonly [RegExp, readonly Sample[] | SamplesAt])[]): Promise<void> {
  await page.route('**/api/prometheus/api/v1/query*', async (route) => {
    const asked = new URLSearchParams(route.request().postData() ?? new URL(route.request().url()).search);
    const given = answers.find(([pattern]) => pattern.test(asked.get('query') ?? ''))?.[1] ?? [];
    const samples = typeof given === 'function' ? given(Number(asked.get('time'))) : given;
    const result = samples.map(({ labels, value }) => ({ metric: labels, value: [1_773_169_200, String(value)] }));
    await route.fulfill({ json: { status: 'success', data: { resultType: 'vector', result } } });
  });
}

/** Labels of one call as Istio writes them. */
export function call(source: string, target: string, others: Labels = {}): Labels {
  const end = (side: string, name: string, namespace: string) => ({
    [`${side}_workload`]: name,
    [`${side}_canonical_service`]: name,
    [`${side}_workload_namespace`]: namespace,
    [`${side}_cluster`]: 'east',
  });
  return {
    reporter: 'source',
    ...end('source', source, 'one'),
    ...end('destination', target, 'two'),
    destination_service_name: target,
    destination_service_namespace: 'two',
    request_protocol: 'http',
    response_code: '200',
    response_flags: '-',
    connection_security_policy: 'unknown',
    ...others,
  };
}
