/** Which Prometheus is imitated: 2 takes range and lookback windows closed on the left, 3 open; a few functions and error cases differ too. */
export type Dialect = 'prometheus2' | 'prometheus3';
