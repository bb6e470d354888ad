import { KERNEL_WASM } from '../generated/kernelWasm.js'

/** The exports of kernel/index.ts; addresses and handles are unsigned 32 bits. */
export interface KernelExports {
  memory: { readonly buffer: ArrayBuffer }
  allocate(bytes: number): number
  createPart(): number
  insert(part: number): number
  replace(handle: number, moved: boolean): void
  erase(handle: number): void
  takeRow(handle: number): void
  partOf(handle: number): number
  rowsIn(part: number): number
  find(high: number, low: number): number
  setFirst(high: number, low: number, handle: number): void
  forget(high: number, low: number): void
  reserveIds(count: number): void
  cluster(part: number, fromTop: number, toTop: number, priceScale: number): void
  topsIn(part: number): number
  nextLoose(part: number, from: number): number
  looseBelow(part: number, top: number): number
  samplePart(part: number, step: number): void
  sampleAddress(): number
  sampleStaged(sums: number): void
  loadRow(part: number): void
  loadPart(part: number, priceScale: number): number
  directionsOf(part: number): number
  closeRow(handle: number): number
  openRow(handle: number, kind: number): void
  requestAddress(): number
  excludedAddress(): number
  partsAddress(): number
  foundAddress(): number
  rowAddress(): number
  allowRoom(count: number): number
  search(): number
  searchAmong(count: number): number
  searchBlocksRead(): number
  askAddress(): number
  explainAddress(): number
  explainBegin(): void
  explainPart(part: number, always: number, base: number, slope: number): void
  markPart(part: number, mark: number): void
  markListed(handle: number, listed: boolean): void
}

export interface Views {
  i8: Int8Array
  u8: Uint8Array
  i16: Int16Array
  u32: Uint32Array
  i32: Int32Array
  f32: Float32Array
  f64: Float64Array
  u64: BigUint64Array
}

export interface Kernel {
  call: KernelExports
  /** Views of the whole memory; ask again after any call that may have grown it. */
  views(): Views
}

/** The part of the WebAssembly API in use; Node's types leave it to those of browsers. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: unknown }
}

let compiled: object | undefined

/** A kernel with a memory of its own. */
export function createKernel(): Kernel {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL_WASM, 'base64'))
  const instance = new WebAssembly.Instance(compiled, {})
  const call = instance.exports as KernelExports
  let views: Views | undefined
  return {
    call,
    views() {
      // Growing detaches the buffer, and its views are empty from then on: cheaper to see than asking for the buffer.
      if (views && views.u8.length > 0) return views
      const { buffer } = call.memory
      views = {
        i8: new Int8Array(buffer),
        u8: new Uint8Array(buffer),
        i16: new Int16Array(buffer),
        u32: new Uint32Array(buffer),
        i32: new Int32Array(buffer),
        f32: new Float32Array(buffer),
        f64: new Float64Array(buffer),
        u64: new BigUint64Array(buffer),
      }
      return views
    },
  }
}
