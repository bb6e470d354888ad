import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { QUESTIONS } from './questions.js'

/**
 * A process of strangers: clients that ask the API for as much as they can, one question after another, and sockets
 * that send large pings and read nothing. Its first message says where, the second one ends it; it answers with its
 * counts.
 */
interface Target {
  http: string
  ws: string
  clients: number
  sockets: number
}

let isOver = false
const statuses: Record<string, number> = {}
let bytes = 0

async function ask({ http }: Target, first: number): Promise<void> {
  for (let i = first; !isOver; i++) {
    const body = JSON.stringify({ query: QUESTIONS[i % QUESTIONS.length]?.query })
    try {
      const response = await fetch(http, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      bytes += (await response.arrayBuffer()).byteLength
      statuses[response.status] = (statuses[response.status] ?? 0) + 1
    } catch {
      statuses.none = (statuses.none ?? 0) + 1
      await sleep(20)
    }
  }
}

async function ping({ ws }: Target): Promise<void> {
  // The largest that a stranger may send.
  const message = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(16_000) } })
  while (!isOver) {
    const socket = new WebSocket(ws, 'graphql-transport-ws')
    await new Promise<void>((resolve) => {
      socket.once('open', async () => {
        socket.pause()
        socket.send(JSON.stringify({ type: 'connection_init' }))
        while (!isOver && socket.readyState === socket.OPEN && socket.bufferedAmount < 1e7) {
          socket.send(message)
          await sleep(1)
        }
        socket.terminate()
      })
      socket.once('close', () => resolve())
      socket.on('error', () => undefined)
    })
    statuses.sockets = (statuses.sockets ?? 0) + 1
    await sleep(50)
  }
}

process.once('message', async (target: Target) => {
  const all = [
    ...Array.from({ length: target.clients }, (_, i) => ask(target, i)),
    ...Array.from({ length: target.sockets }, () => ping(target)),
  ]
  process.once('message', async () => {
    isOver = true
    await Promise.all(all)
    process.send?.({ statuses, mebibytes: Math.round(bytes / 1024 / 1024) })
    process.disconnect()
  })
})
