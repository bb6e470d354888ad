// The part of the WebAssembly API that the executor uses. TypeScript has it in its DOM library only, which would bring
// window and document into a program that has neither.
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, unknown>>

  class Module {
    constructor(bytes: Uint8Array)
  }

  class Memory {
    private constructor()
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }

  class CompileError extends Error {}

  class LinkError extends Error {}

  class Instance {
    constructor(module: Module, imports?: Imports)
    readonly exports: Readonly<Record<string, unknown>>
  }
}
