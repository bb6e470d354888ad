import type { CloudProvider } from '@aiigo/domain'

/** A provider's details of a device that the chain does not keep. */
export interface NodeDetails {
  /** Memory a job may use, MiB. */
  memoryMiB?: number
  hardware?: {
    model?: string
    vramGiB?: number
    ramGiB?: number
    bandwidthMbps?: number
    /** Names of the sensors whose readings it sells; of nodes of type IOT. */
    sensors?: string[]
  }
  tflops?: number
  /** The cloud of the instance: of nodes in the CLOUD tier. */
  cloud?: CloudProvider
  /**
   * When the node takes work: windows `[from, to)` in minutes of the week, UTC, Monday 00:00 is 0; always when not
   * given.
   */
  schedule?: [from: number, to: number][]
  /** Executors the agent has, such as `wasm`. */
  executors?: string[]
}
