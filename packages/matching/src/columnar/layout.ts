/** Byte offsets shared with the kernel; the names are those of kernel/layout.ts, staging.ts and request.ts. */
export const COLUMN = { price: 0, repPower: 256, latency: 512, uptime: 640 } as const

/** The fields that a row keeps together. */
export const OWN = { start: 1_344, bytes: 32, idLow: 0, idHigh: 4, provider: 8, next: 12, rate: 16 } as const

/** Address of what a row keeps together: its block's address without the lane, and the lane's turn. */
export const ownOf = (handle: number): number => (handle & ~63) + OWN.start + (handle & 63) * OWN.bytes

export const ROW = {
  price: 0,
  rate: 8,
  reputation: 16,
  power: 20,
  latency: 24,
  uptime: 28,
  class: 32,
  units: 36,
  memory: 40,
  vram: 44,
  ram: 48,
  bandwidth: 52,
  tflops: 56,
  model: 60,
  schedule: 64,
  provider: 68,
  idHigh: 72,
  idLow: 76,
  next: 80,
  status: 84,
} as const

export const REQUEST = {
  k: 0,
  flags: 4,
  units: 8,
  minBps: 12,
  maxPrice: 16,
  perUnit: 20,
  memory: 24,
  vram: 28,
  ram: 32,
  bandwidth: 36,
  tflops: 40,
  seed: 44,
  maxRate: 48,
  weightPrice: 56,
  weightReputation: 60,
  weightLatency: 64,
  weightUptime: 68,
  weightPower: 72,
  classes: 76,
  allowed: 80,
  priority: 96,
  models: 116,
  modelBits: 120,
  schedules: 124,
  scheduleBits: 128,
  parts: 132,
  directions: 136,
  best: 144,
} as const

/** One of the request's directions. */
export const BEST = {
  column: 0,
  factor: 4,
  price: 8,
  reputation: 12,
  latency: 16,
  uptime: 20,
  power: 24,
  slack: 28,
  bytes: 32,
} as const

/** Columns of a record that hold the best sums along its directions. */
export const BOUND = { directions: 576, bytes: 32 } as const

export const FLAG = {
  sla: 1,
  latency: 2,
  model: 4,
  schedule: 8,
  excluded: 16,
  seed: 32,
  scale: 64,
  exactRate: 128,
} as const

export const PART = { part: 0, a: 4, b: 8, maxMeasured: 12, bytes: 16, most: 32 } as const
export const FOUND = { handle: 0, part: 4, bytes: 8, most: 1_000 } as const
export const DIRECTIONS = 32
/** Bit of a class: the row takes no work. */
export const CLOSED = 0x80

/** An explanation's inputs beyond the request, and its result (kernel/explain.ts). */
export const ASK = {
  tiers: 0,
  trust: 4,
  access: 8,
  bps: 16,
  latency: 24,
  list: 32,
  listCount: 36,
  allows: 40,
  contractLevels: 44,
} as const
export const EXPLAINED = {
  considered: 0,
  matched: 4,
  nodes: 8,
  only: 96,
  nearCount: 184,
  bestCount: 272,
  near: 280,
  entry: 24,
  nearest: 3,
  handle: 16,
  best: 280 + 22 * 3 * 24,
} as const
