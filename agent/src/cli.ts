import { ETH_ADDRESS, formatAmount, NotRetryableError, RATE_DECIMALS } from '@aiigo/domain'
import { codeOf } from '@aiigo/sdk'
import { runMain } from '@aiigo/service'
import { isAddress } from 'viem'
import { readConfig } from './config.js'
import { connect } from './connect.js'

const USAGE = `usage: node agent/dist/cli.js COMMAND   (settings as for the agent)
  status                          the node on chain, its stake, and what the provider may withdraw
  withdraw [TOKEN] [TO]           sends what is due in one token (or all) to TO, else to the provider's own wallet
  deactivate                      ACTIVE → INACTIVE: no new assignments; open ones go on; an agent that starts activates again
`

const out = (text: string): boolean => process.stdout.write(`${text}\n`)

async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2)
  if (!command || !['status', 'withdraw', 'deactivate'].includes(command)) {
    process.stderr.write(USAGE)
    process.exitCode = 2
    return
  }
  const { provider, identity } = await connect(readConfig())
  const { nodeId } = identity
  const { paymentTokens } = provider.connection

  async function status(): Promise<void> {
    const [node, stake, eth] = await Promise.all([
      provider.node(nodeId),
      provider.stakeOf(nodeId),
      provider.balance(ETH_ADDRESS),
    ])
    out(`node        ${nodeId} (${identity.description.name})`)
    out(`provider    ${provider.address}, ${formatAmount(eth, 18)} ETH`)
    out(`state       ${node ? `${node.state}, ${node.units} units` : 'not registered'}`)
    out(`stake       ${formatAmount(stake.active, 18)} AIIGO`)
    for (const { symbol, address, decimals } of paymentTokens) {
      const [ask, due] = await Promise.all([provider.ask(nodeId, address), provider.owed(address)])
      out(
        `${symbol.padEnd(11)} asks ${formatAmount(ask, decimals + RATE_DECIMALS)} a unit; may withdraw ${formatAmount(due, decimals)}`,
      )
    }
  }

  async function withdraw(name?: string, to: string = provider.address): Promise<void> {
    const tokens = name === undefined ? paymentTokens : [provider.connection.token(name)]
    if (!isAddress(to)) throw new NotRetryableError('BAD_ADDRESS', `expected an address to send to, got ${to}`)
    for (const { symbol, address, decimals } of tokens) {
      const { amount, transaction } = await provider.withdraw(address, { to })
      if (transaction === null) out(`${symbol}: nothing is due`)
      else out(`${symbol}: sent ${formatAmount(amount, decimals)} to ${to} (${transaction})`)
    }
  }

  if (command === 'status') await status()
  else if (command === 'withdraw') await withdraw(args[0], args[1])
  else {
    if (!(await provider.node(nodeId))) {
      throw new NotRetryableError(
        'UNKNOWN_NODE',
        `expected a registered node, ${nodeId} ("${identity.description.name}" of ${provider.address}) is none; check AGENT_NAME and PROVIDER_PRIVATE_KEY`,
      )
    }
    out(`${nodeId} is INACTIVE (${await provider.deactivate(nodeId)})`)
  }
}

runMain(() =>
  main().catch((error: unknown) => {
    // For a person at a terminal: the message is enough where it was written for people.
    const code = codeOf(error)
    if (code === undefined) throw error
    const advice = code === 'CHAIN_UNREACHABLE' ? '; check that the chain runs and ETHEREUM_RPC_URL is right' : ''
    process.stderr.write(`${(error as Error).message}${advice}\n`)
    process.exitCode = 1
  }),
)
