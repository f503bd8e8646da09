/** Prints where everything stands in a synthetic mesh of 200 services: `shuffle` gives its calls in another order. */
import { callsOf, pictureSession, telemetryOf } from '../testing/mesh-pictures';
import { seededRandom } from '../testing/synthetic-mesh';

const shuffle = Number(process.argv[2] ?? 0);
const random = seededRandom(shuffle + 1);
const lines = callsOf(200, 7)
  .map((line) => ({ line, key: shuffle === 0 ? 0 : random() }))
  .sort((a, b) => a.key - b.key)
  .map(({ line }) => line);
const { layout } = pictureSession()(telemetryOf(lines), 1_700_000_000);
const sorted = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
process.stdout.write(JSON.stringify([sorted(layout.nodes), sorted(layout.groups)]));
