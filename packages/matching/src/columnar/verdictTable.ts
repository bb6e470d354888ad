import type { InternedTexts } from './internedTexts.js'
import type { Kernel } from './kernel.js'

const REMEMBERED = 256

interface Verdict {
  /** 1 for each number that passes. */
  passes: Uint8Array
  /** One bit for each passing number modulo 32. */
  bits: number
}

/**
 * Which of the interned values a request accepts, as a byte for each number in the kernel's memory. Verdicts are
 * remembered by the request's question, so that a model's name is compared once for each distinct model, not for each
 * node.
 */
export function createVerdictTable<Value>(kernel: Kernel, values: InternedTexts<Value>, none: boolean) {
  const remembered = new Map<string, Verdict>()
  let room = 0
  let address = 0
  let shown: Verdict | undefined

  function verdictOn(question: string, accepts: (value: Value) => boolean): Verdict {
    const known = remembered.get(question)
    if (known?.passes.length === values.size()) return known
    const passes = new Uint8Array(values.size())
    let bits = 0
    for (let number = 0; number < passes.length; number++) {
      if (number === 0 ? !none : !accepts(values.value(number) as Value)) continue
      passes[number] = 1
      bits |= 1 << (number & 31)
    }
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value as string)
    const verdict = { passes, bits }
    remembered.set(question, verdict)
    return verdict
  }

  return {
    /** Puts the verdicts into the kernel's memory. */
    show(question: string, accepts: (value: Value) => boolean): { address: number; bits: number } {
      const verdict = verdictOn(question, accepts)
      if (verdict.passes.length > room) {
        room = Math.max(256, verdict.passes.length * 2)
        address = kernel.call.allocate(room)
        shown = undefined
      }
      if (shown !== verdict) kernel.views().u8.set(verdict.passes, address)
      shown = verdict
      return { address, bits: verdict.bits }
    },
  }
}
