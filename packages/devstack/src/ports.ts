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

/**
 * Picks a block of ports that is free now. Two stacks that start at the same moment look in different places.
 *
 * @param agents how many agents will follow `ports.agents`
 */
export async function freePorts(agents: number): Promise<Ports> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const base = 20_000 + Math.floor(Math.random() * 500) * 24
    const ports = portsFrom(base)
    const all = Array.from({ length: ports.agents - base + agents }, (_, index) => base + index)
    const free = await Promise.all(all.map(isFree))
    if (free.every(Boolean)) return ports
  }
  throw new Error('expected a block of free ports between 20000 and 32000, found none in 50 attempts')
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
