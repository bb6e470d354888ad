// Where everything lies in the index's memory. Rows are kept in blocks of 64, each block one stretch of memory with a
// column per field (what every search reads comes first), so that the memory can grow without moving anything. A row's
// handle is its block's address plus its lane, which works because blocks are aligned to 64.

// Columns of a block: byte offset of lane 0. The first 16 cache lines are what every search reads.
export const PRICE: u32 = 0 // f32
export const REP_POWER: u32 = 256 // i16 pairs: reputation and power, in points
export const LATENCY: u32 = 512 // i16: measured milliseconds
export const UPTIME: u32 = 640 // i16: basis points
export const UNITS: u32 = 768 // i16
export const CLASS: u32 = 896 // u8: tier × 5 + trust level; + CLOSED when it takes no work
export const MEMORY_STEP: u32 = 960 // u8: the figure of the same name on the scale of `stepOf`, as the next four
export const VRAM_STEP: u32 = 1024
export const RAM_STEP: u32 = 1088
export const BANDWIDTH_STEP: u32 = 1152
export const TFLOPS_STEP: u32 = 1216
export const B_PART: u32 = 1280 // u32: its part
export const B_RECORD: u32 = 1284 // u32: the record that bounds it
export const B_LANE: u32 = 1288 // u32: its lane there
export const B_USED_LOW: u32 = 1296 // u64: one bit for each lane in use
export const B_NEXT_FREE: u32 = 1304 // u32: next block of the part with a free lane
export const B_LISTED: u32 = 1308 // u32: whether it is in that list
export const B_ORDINAL: u32 = 1312 // u32: its place while its part is clustered
// Fields that are needed only for rows examined one by one lie together, half a cache line per row.
export const OWN: u32 = 1344
export const OWN_BYTES: u32 = 32
export const O_ID_LOW: u32 = 0 // with the next, the id as u64
export const O_ID_HIGH: u32 = 4
export const O_PROVIDER: u32 = 8
export const O_NEXT: u32 = 12 // the node's row for its next token; 0: none
export const O_RATE: u32 = 16 // u64
export const O_MODEL: u32 = 24
export const O_SCHEDULE: u32 = 28
export const MEMORY: u32 = 3392 // f32, as the next four; -1: not said
export const VRAM: u32 = 3648
export const RAM: u32 = 3904
export const BANDWIDTH: u32 = 4160
export const TFLOPS: u32 = 4416
export const STATUS: u32 = 4672 // u8
export const BLOCK_BYTES: u32 = 4736

export const CLOSED: u8 = 0x80
export const EMPTY: u8 = 0xff

// A record bounds 16 children: blocks, or records one level down. A column has 16 values of 2 bytes, rounded to the
// safe side, and what is read together shares a cache line.
export const FAN: u32 = 16
export const COLUMN: u32 = 32
export const R_CLASSES: u32 = 0 // one bit for each class
export const R_MAX_UNITS: u32 = 1 * COLUMN
export const R_MIN_PRICE: u32 = 2 * COLUMN // the upper 16 of a single-precision number's 31 bits, as the next
export const R_MAX_PRICE: u32 = 3 * COLUMN
export const R_MIN_REP: u32 = 4 * COLUMN
export const R_MAX_REP: u32 = 5 * COLUMN
export const R_MIN_POWER: u32 = 6 * COLUMN
export const R_MAX_POWER: u32 = 7 * COLUMN
export const R_MIN_LATENCY: u32 = 8 * COLUMN
export const R_MAX_LATENCY: u32 = 9 * COLUMN
export const R_MIN_BPS: u32 = 10 * COLUMN
export const R_MAX_BPS: u32 = 11 * COLUMN
export const R_MAX_MEMORY: u32 = 12 * COLUMN // steps, as the next four
export const R_MAX_VRAM: u32 = 13 * COLUMN
export const R_MAX_RAM: u32 = 14 * COLUMN
export const R_MAX_BANDWIDTH: u32 = 15 * COLUMN
export const R_MAX_TFLOPS: u32 = 16 * COLUMN
export const R_DIRECTIONS: u32 = 18 * COLUMN
export const DIRECTIONS: u32 = 32
// 4 bytes, as the next two: one bit for each model id modulo 32
export const R_MODELS: u32 = R_DIRECTIONS + DIRECTIONS * COLUMN
export const R_SCHEDULES: u32 = R_MODELS + 64
export const R_CHILD: u32 = R_SCHEDULES + 64
export const R_PARENT: u32 = R_CHILD + 64 // u32; 0 at the top
export const R_PARENT_LANE: u32 = R_PARENT + 4
export const R_COUNT: u32 = R_PARENT + 8
export const R_LOOSE: u32 = R_PARENT + 12 // of a top record: rows that came or changed since it was clustered
export const RECORD_BYTES: u32 = R_PARENT + 64

// A part: all rows of one resource type, token, region and whether latency was measured.
export const P_TOPS: u32 = 0 // address of the list of its top records
export const P_TOP_COUNT: u32 = 4
export const P_TOP_ROOM: u32 = 8
export const P_BLOCKS: u32 = 12 // how many
export const P_ROWS: u32 = 16
export const P_FREE: u32 = 20 // first block with a free lane
export const P_DIRECTIONS: u32 = 24 // address of DIRECTIONS × 5 f32
export const P_LAST: u32 = 28 // while rows are loaded: the block that is being filled
export const P_MARK: u32 = 32 // whether its rows are for the token that is being explained
export const PART_BYTES: u32 = 64

/** Latency beyond it scores 0 for all regions. */
export const LATENCY_CAP: i32 = 600
export const UPTIME_ZERO: i32 = 9000
export const UPTIME_SCALE: i32 = 30
