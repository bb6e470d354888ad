import { createServer } from 'node:net'
import { PortTakenError } from './errors.js'
import { findPortHolder } from './portHolder.js'

/** Ports of every part, all on the loopback address. */
export interface Ports {
  api: number
  worker: number
  blob: number
  postgres: number
  chain: number
  graphHttp: number
  graphStatus: number
  graphAdmin: number
  graphMetrics: number
  /** Health port of the first agent; the next ones follow. */
  agents: number
}

export type PortName = keyof Ports

/** Known ports where people expect them: wallets look for 8545, graph-node's documentation says 8000. */
export const defaultPorts: Ports = {
  api: 4000,
  worker: 4001,
  blob: 4200,
  postgres: 5433,
  chain: 8545,
  graphHttp: 8000,
  graphStatus: 8030,
  graphAdmin: 8020,
  graphMetrics: 8040,
  agents: 4011,
}

/**
 * All ports in one block, for a second stack beside the first.
 *
 * @example
 * portsFrom(15000).api // → 15000
 */
export function portsFrom(base: number): Ports {
  const names = Object.keys(defaultPorts) as PortName[]
  return Object.fromEntries(names.map((name, index) => [name, base + index])) as unknown as Ports
}

/** The environment variable that sets a port. */
export function portSetting(name: PortName): string {
  return `AIIGO_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_PORT`
}

/** Ports of a block. Its last one is held by the process that has the block. */
const BLOCK = 64
const LOWEST = 20_000
const BLOCKS = 187

/**
 * Picks a block of ports that is free now, and that no other process picks while this one lives: a stack binds its
 * ports long after they were looked at.
 *
 * @param agents how many agents will follow `ports.agents`
 * @throws Error when no block is free, or a block has no room for so many agents
 */
export async function freePorts(agents: number): Promise<Ports> {
  const wanted = portsFrom(0).agents + agents
  if (wanted >= BLOCK)
    throw new Error(`expected fewer agents: a block has ${BLOCK} ports, and ${wanted + 1} are needed`)
  const first = Math.floor(Math.random() * BLOCKS)
  for (let tries = 0; tries < BLOCKS; tries++) {
    const base = LOWEST + ((first + tries) % BLOCKS) * BLOCK
    const release = await hold(base + BLOCK - 1)
    if (!release) continue
    const all = Array.from({ length: wanted }, (_, index) => base + index)
    if ((await Promise.all(all.map(isFree))).every(Boolean)) return portsFrom(base)
    await release()
  }
  throw new Error(`expected a block of free ports between ${LOWEST} and ${LOWEST + BLOCKS * BLOCK}, found none`)
}

/**
 * Binds a port until this process ends.
 * @returns a function that releases it before; null when another process has it
 */
function hold(port: number): Promise<(() => Promise<void>) | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).unref()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      resolve(() => new Promise((released) => void server.close(() => released()))),
    )
  })
}

/** @throws {PortTakenError} naming the part, the setting and, where it can be known, who holds the port */
export async function assertPortFree(part: string, port: number, setting: string): Promise<void> {
  if (await isFree(port)) return
  throw new PortTakenError(part, port, setting, await findPortHolder(port))
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
