// One row on its way in or out: JavaScript writes or reads these fields, the kernel moves them.

export const ROW: u32 = <u32>memory.data(96, 64)

export const S_PRICE: u32 = 0 // f32
export const S_RATE: u32 = 8 // u64
export const S_REP: u32 = 16 // i32, points
export const S_POWER: u32 = 20
export const S_LATENCY: u32 = 24
export const S_UPTIME: u32 = 28
export const S_CLASS: u32 = 32
export const S_UNITS: u32 = 36
export const S_MEMORY: u32 = 40 // f32, as the next four
export const S_VRAM: u32 = 44
export const S_RAM: u32 = 48
export const S_BANDWIDTH: u32 = 52
export const S_TFLOPS: u32 = 56
export const S_MODEL: u32 = 60 // u32, as the next five
export const S_SCHEDULE: u32 = 64
export const S_PROVIDER: u32 = 68
export const S_ID_HIGH: u32 = 72
export const S_ID_LOW: u32 = 76
export const S_NEXT: u32 = 80
export const S_STATUS: u32 = 84

export function rowAddress(): u32 {
  return ROW
}
