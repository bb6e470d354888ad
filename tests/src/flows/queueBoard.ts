import { queues } from '@aiigo/queue'
import { connect } from '@aiigo/sdk'
import { expect, it } from '@jest/globals'
import { privateKeyToAccount } from 'viem/accounts'
import type { Marketplace } from '../testkit/marketplace.js'

/** The operator's pages of the queues, beside a worker that works. */
export function describeQueueBoard(market: () => Marketplace): void {
  it('shows every queue to the operator in Bull Board, and to no other wallet', async () => {
    const { stack } = market()
    const board = new URL('/operate/board/', stack.urls.api).href
    const enter = async (privateKey: `0x${string}`) => {
      const wallet = privateKeyToAccount(privateKey)
      const connection = await connect({ apiUrl: stack.urls.api, rpcUrl: stack.urls.ethereumRpc, wallet })
      await connection.signIn()
      const authorization = `Bearer ${await connection.client.accessToken()}`
      const answer = await fetch(`${board}session`, { method: 'POST', headers: { authorization } })
      await connection.close()
      return { status: answer.status, cookie: (answer.headers.get('set-cookie') ?? '').replace(/;.*/, '') }
    }
    const [buyer] = stack.accounts.buyers
    if (buyer) expect((await enter(buyer.privateKey)).status).toBe(403)
    expect((await fetch(board)).status).toBe(401)
    const { status, cookie } = await enter(stack.accounts.operator.privateKey)
    expect(status).toBe(204)
    const list = (await (await fetch(`${board}api/queues`, { headers: { cookie } })).json()) as {
      queues: { name: string; counts: Record<string, number> }[]
    }
    expect(list.queues.map(({ name }) => name).sort()).toEqual(
      Object.values(queues)
        .map(({ name }) => name)
        .sort(),
    )
    expect(list.queues.find(({ name }) => name === queues.heartbeatSweep.name)?.counts.completed).toBeGreaterThan(0)
  })
}
