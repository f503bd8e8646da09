/** Threshold rules as a link writes them, one parameter each: "pay*:grpc:1:5:4xx:0.5" = namespace, protocol, degraded %, failing %, "4xx" or "-", rate floor. */
import type { ThresholdRule } from '../../mesh/model';
import { type Format, number, oneOf } from './formats';

/** More than these nobody can keep in mind; the same number stands in the settings dialog. */
export const MOST_RULES = 50;
export const PROTOCOLS: readonly ThresholdRule['protocol'][] = ['any', 'http', 'grpc', 'tcp'];
/** A Kubernetes namespace, the beginning of one and "*", or "*" alone. */
export const NAMESPACE_PATTERN = /^([a-z0-9-]{1,63}\*?|\*)$/;

const protocolFormat = oneOf(PROTOCOLS);
const percent = number(0, 100);
const perSecond = number(0, 1e6);

const writeRule = ({ namespace, protocol, degradedPercent, failingPercent, count4xx, floorPerSecond }: ThresholdRule): string =>
  [namespace, protocol, degradedPercent, failingPercent, count4xx ? '4xx' : '-', floorPerSecond].join(':');

function readRule(text: string): ThresholdRule | undefined {
  const [namespace = '', protocolText = '', degradedText = '', failingText = '', codes, floorText = '', ...more] = text.split(':');
  const protocol = protocolFormat.read([protocolText]);
  const degraded = percent.read([degradedText]);
  const failing = percent.read([failingText]);
  const floor = perSecond.read([floorText]);
  if (protocol === undefined || degraded === undefined || failing === undefined || floor === undefined) return undefined;
  if (!NAMESPACE_PATTERN.test(namespace) || (codes !== '4xx' && codes !== '-') || more.length > 0) return undefined;
  return {
    namespace,
    protocol: protocol.value,
    degradedPercent: degraded.value,
    failingPercent: failing.value,
    count4xx: codes === '4xx',
    floorPerSecond: floor.value,
  };
}

/** One that makes no sense spoils the list: rules are read in order, and a hole in it would change what the others mean. */
export const thresholdRules: Format<readonly ThresholdRule[]> = {
  write: (rules) => rules.map(writeRule),
  read: (texts) => {
    const given = texts.filter((text) => text !== '');
    const rules = given.flatMap((text) => readRule(text) ?? []);
    return rules.length === given.length && rules.length <= MOST_RULES ? { value: rules } : undefined;
  },
};
