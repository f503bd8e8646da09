/**
 * Text squeezed further than deflate does: each bit is foretold from what stood before, and an arithmetic coder writes only the surprise.
 * Foretelling mixes what followed in several contexts (the last 1, 2, 3 and 4 bytes, the word) and at the last place that looked the same,
 * as Mahoney describes ("Data Compression Explained", §4.3, context mixing). Slow both ways, about 1 µs a byte, and the same on every
 * machine: there is no floating point in it. Made for the viewer's script (docs/adr/), which is unpacked once when its file is opened.
 */

const ORDERS = 5;
/** Slots of a context: one for each beginning of four bits. */
const SLOTS = 16;
const CONTEXT_BITS = 17;
const INPUTS = ORDERS + 1;
const MOST_SURE = 2047;
const MOST_WEIGHT = 524_287;
const FIRST_WEIGHT = 22_000;
const LEARNING = 6;
const MOST_COUNT = 7;
const MATCH_BITS = 18;
const LEAST_MATCH = 5;
const MOST_MATCH = 31;

/** The logistic curve at every 128th of −2048…2048, 12 bits. */
const CURVE = [
  1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785, 3901, 3975, 4022, 4050, 4068,
  4079, 4085, 4089, 4092, 4093, 4094,
];

const curveAt = (sureness: number): number => {
  if (sureness > MOST_SURE) return 4095;
  if (sureness < -MOST_SURE) return 0;
  const at = (sureness >> 7) + 16;
  const between = sureness & 127;
  return ((CURVE[at] ?? 0) * (128 - between) + (CURVE[at + 1] ?? 0) * between + 64) >> 7;
};

/** Both directions of the curve, and how quickly a probability that was seen so often follows. */
function tables() {
  const squash = new Int16Array(4096);
  for (let sureness = -2048; sureness < 2048; sureness += 1) squash[sureness + 2048] = curveAt(sureness);
  const stretch = new Int16Array(4096);
  let next = 0;
  for (let sureness = -MOST_SURE; sureness <= MOST_SURE; sureness += 1) {
    const upTo = curveAt(sureness);
    while (next <= upTo) stretch[next++] = sureness;
  }
  stretch.fill(MOST_SURE, next);
  const rate = new Int32Array(MOST_COUNT + 1);
  for (let count = 0; count <= MOST_COUNT; count += 1) rate[count] = Math.floor(40_960 / (10 * count + 16));
  return { squash, stretch, rate };
}

interface Model {
  /** Probability of a 1, 1…4094 of 4096. */
  foretell(): number;
  learn(bit: number): void;
}

/** What the next bit of a text of at most `size` bytes will be; both ends run the same. */
function createModel(size: number): Model {
  const { squash, stretch, rate } = tables();
  const contextSize = SLOTS << CONTEXT_BITS;
  /** 22 bits of probability, the lowest 3 how often it was seen. */
  const seen = new Uint32Array(ORDERS * contextSize).fill(0x80000000);
  const base = new Int32Array(ORDERS);
  const hash = new Int32Array(ORDERS);
  const input = new Int32Array(INPUTS);
  const weights = new Int32Array(INPUTS * 256 * 3).fill(FIRST_WEIGHT);
  /** What the mixed probability turned out to be after each byte, by steps of it. */
  const corrected = new Uint16Array(65_536 * 33);
  for (let at = 0; at < corrected.length; at += 1) corrected[at] = curveAt(((at % 33) - 16) * 128) * 16;
  const matchRight = new Uint16Array(MOST_MATCH + 1).fill(32_768);
  const lastPlace = new Int32Array(1 << MATCH_BITS);
  const text = new Uint8Array(size + 1);
  let length = 0;
  /** The bits of the present byte behind a 1, those of its present half, and how many they are. */
  let bits = 1;
  let half = 1;
  let bitCount = 0;
  let last4 = 0;
  let before4 = 0;
  let word = 0;
  let matchAt = 0;
  let matchLength = 0;
  let expected = 0;
  let mixed = 0;
  let set = 0;
  let correctedAt = 0;

  const find = (nibble: number) => {
    for (let order = 0; order < ORDERS; order += 1) {
      let mash = Math.imul((hash[order] as number) + Math.imul(nibble, 0x2f0b4c47), 0x9e3779b1);
      mash ^= mash >>> 15;
      base[order] = order * contextSize + ((mash >>> (32 - CONTEXT_BITS)) << 4);
    }
  };
  const enter = (order: number, a: number, b: number) => {
    let mash = Math.imul(a, 0x2c1b3c6d) ^ Math.imul(b + order * 0x9e3779, 0x297a2d39);
    mash ^= mash >>> 13;
    hash[order] = Math.imul(mash, 0x5bd1e995);
  };
  const enterAll = () => {
    enter(0, last4 & 0xff, 1);
    enter(1, last4 & 0xffff, 2);
    enter(2, last4 & 0xffffff, 3);
    enter(3, last4, 4);
    enter(4, word, last4 & 0xff);
    find(0);
  };

  const endByte = (byte: number) => {
    text[length++] = byte;
    before4 = (before4 << 8) | (last4 >>> 24);
    last4 = (last4 << 8) | byte;
    bits = 1;
    bitCount = 0;
    word = isOfWord(byte) ? Math.imul(word + byte, 0x2f0b4c47) : 0;
    enterAll();
    follow();
  };
  /** The last place where the same six bytes stood tells what comes next. */
  const follow = () => {
    const key = (Math.imul(last4, 0x2f0b4c47) ^ Math.imul(before4 & 0xffff, 0x9e3779b1)) >>> (32 - MATCH_BITS);
    if (matchLength > 0) {
      matchAt += 1;
      if (matchLength < MOST_MATCH) matchLength += 1;
    } else {
      matchAt = lastPlace[key] as number;
      while (matchLength < MOST_MATCH && matchLength < matchAt && text[matchAt - 1 - matchLength] === text[length - 1 - matchLength])
        matchLength += 1;
      if (matchLength < LEAST_MATCH) matchLength = 0;
    }
    lastPlace[key] = length;
    expected = text[matchAt] as number;
  };

  enterAll();
  return {
    foretell() {
      for (let order = 0; order < ORDERS; order += 1) {
        const value = seen[(base[order] as number) + half] as number;
        input[order] = (value & 7) === 0 ? 0 : (stretch[value >>> 20] as number);
      }
      if (matchLength > 0) {
        const sign = ((expected >> (7 - bitCount)) & 1) === 1 ? 1 : -1;
        const chance = (matchRight[matchLength] as number) >> 4;
        input[ORDERS] = sign * (stretch[chance] as number);
      } else input[ORDERS] = 0;
      set = (bits + (matchLength === 0 ? 0 : matchLength < 16 ? 256 : 512)) * INPUTS;
      let sum = 0;
      for (let one = 0; one < INPUTS; one += 1) sum += ((input[one] as number) * (weights[set + one] as number)) >> 8;
      const sureness = Math.max(-MOST_SURE, Math.min(MOST_SURE, sum >> 8));
      mixed = squash[sureness + 2048] as number;
      const place = (sureness + 2048) * 32;
      const between = place & 4095;
      const step = (((last4 & 0xff) << 8) | bits) * 33 + (place >> 12);
      correctedAt = step + (between >> 11);
      const learnt = ((corrected[step] as number) * (4096 - between) + (corrected[step + 1] as number) * between) >>> 16;
      return Math.max(1, Math.min(4094, (mixed + 3 * learnt + 2) >> 2));
    },
    learn(bit) {
      const missed = ((bit << 12) - mixed) * LEARNING;
      for (let one = 0; one < INPUTS; one += 1) {
        const weight = (weights[set + one] as number) + (((input[one] as number) * missed + 0x2000) >> 14);
        weights[set + one] = Math.max(-MOST_WEIGHT, Math.min(MOST_WEIGHT, weight));
      }
      corrected[correctedAt] = (corrected[correctedAt] as number) + ((bit * 65_535 - (corrected[correctedAt] as number)) >> 6);
      for (let order = 0; order < ORDERS; order += 1) {
        const at = (base[order] as number) + half;
        const value = seen[at] as number;
        const count = value & 1023;
        const chance = value >>> 10;
        const towards = (bit * 4_194_303 - chance) >> 3;
        const moved = chance + ((towards * (rate[count] as number)) >> 9);
        seen[at] = (moved << 10) | (count < MOST_COUNT ? count + 1 : count);
      }
      if (matchLength > 0) {
        const right = ((expected >> (7 - bitCount)) & 1) === bit;
        const chance = matchRight[matchLength] as number;
        matchRight[matchLength] = chance + (((right ? 65_535 : 0) - chance) >> 6);
        if (!right) matchLength = 0;
      }
      bits = (bits << 1) | bit;
      half = (half << 1) | bit;
      bitCount += 1;
      if (bitCount === 4) {
        find(bits);
        half = 1;
      } else if (bitCount === 8) {
        half = 1;
        endByte(bits & 255);
      }
    },
  };
}

/** Letters, digits, $, _ and whatever is no ASCII. */
const isOfWord = (byte: number): boolean =>
  (byte >= 97 && byte < 123) || (byte >= 65 && byte < 91) || (byte >= 48 && byte < 58) || byte === 36 || byte === 95 || byte > 127;

/** The length in four bytes, and what the coder wrote. */
export function pack(bytes: Uint8Array): Uint8Array {
  const out: number[] = [bytes.length >>> 24, (bytes.length >>> 16) & 255, (bytes.length >>> 8) & 255, bytes.length & 255];
  const model = createModel(bytes.length);
  let low = 0;
  let high = 0xffffffff;
  for (const byte of bytes) {
    for (let shift = 7; shift >= 0; shift -= 1) {
      const bit = (byte >> shift) & 1;
      const middle = middleOf(low, high, model.foretell());
      if (bit === 1) high = middle;
      else low = middle + 1;
      model.learn(bit);
      while ((low ^ high) >>> 24 === 0) {
        out.push(high >>> 24);
        low = (low << 8) >>> 0;
        high = ((high << 8) | 255) >>> 0;
      }
    }
  }
  out.push(low >>> 24, (low >>> 16) & 255, (low >>> 8) & 255, low & 255);
  return Uint8Array.from(out);
}

/** What was packed. Other bytes give other bytes, never an error: whoever needs to know compares a hash. */
export function unpack(packed: Uint8Array): Uint8Array {
  let next = 4;
  const take = (): number => packed[next++] ?? 0;
  const size = (((packed[0] ?? 0) << 24) | ((packed[1] ?? 0) << 16) | ((packed[2] ?? 0) << 8) | (packed[3] ?? 0)) >>> 0;
  const out = new Uint8Array(size);
  const model = createModel(size);
  let low = 0;
  let high = 0xffffffff;
  let code = ((take() << 24) | (take() << 16) | (take() << 8) | take()) >>> 0;
  for (let at = 0; at < size; at += 1) {
    let byte = 0;
    for (let one = 0; one < 8; one += 1) {
      const middle = middleOf(low, high, model.foretell());
      const bit = code <= middle ? 1 : 0;
      if (bit === 1) high = middle;
      else low = middle + 1;
      model.learn(bit);
      byte = (byte << 1) | bit;
      while ((low ^ high) >>> 24 === 0) {
        low = (low << 8) >>> 0;
        high = ((high << 8) | 255) >>> 0;
        code = ((code << 8) | take()) >>> 0;
      }
    }
    out[at] = byte;
  }
  return out;
}

/** Where the range is parted: below it a 1 was written. */
const middleOf = (low: number, high: number, chance: number): number => {
  const range = high - low;
  return low + (range >>> 12) * chance + (((range & 4095) * chance) >>> 12);
};
