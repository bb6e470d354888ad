import { findPaymentToken, paymentTokens } from '@aiigo/chain'
import { AiigoError, formatAmount, NotRetryableError } from '@aiigo/domain'
import { runMain } from '@aiigo/service'
import { BaseError, isAddress } from 'viem'
import { readConfig } from './config.js'
import { connect } from './connect.js'

const USAGE = `usage: node agent/dist/cli.js COMMAND   (settings as for the agent)
  status                          the node on chain, its stake, and what the provider may withdraw
  withdraw [TOKEN] [TO]           sends what is due in one token (or all) to TO, else to the provider's own wallet
  deactivate                      ACTIVE → INACTIVE: no new assignments; open ones go on; a running agent activates again
`

const chainFailure = (error: BaseError): string =>
  `expected the chain at ETHEREUM_RPC_URL to answer: ${error.shortMessage} ${error.details ?? ''}; check that it runs and the URL is right`

const out = (text: string): boolean => process.stdout.write(`${text}\n`)

async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2)
  if (!command || !['status', 'withdraw', 'deactivate'].includes(command)) {
    process.stderr.write(USAGE)
    process.exitCode = 2
    return
  }
  const { deployment, account, chain, identity, checkChain } = connect(readConfig())
  const { nodeId } = identity
  await checkChain()

  async function status(): Promise<void> {
    const [node, stake, eth] = await Promise.all([chain.node(nodeId), chain.activeStake(nodeId), chain.balance()])
    out(`node        ${nodeId} (${identity.description.name})`)
    out(`provider    ${account.address}, ${formatAmount(eth, 18)} ETH`)
    out(`state       ${node ? `${node.state}, ${node.units} units` : 'not registered'}`)
    out(`stake       ${formatAmount(stake, 18)} AIIGO`)
    for (const { symbol, address, decimals } of paymentTokens(deployment)) {
      const [ask, due] = await Promise.all([chain.ask(nodeId, address), chain.claimable(address)])
      out(
        `${symbol.padEnd(11)} asks ${formatAmount(ask, decimals)} a unit; may withdraw ${formatAmount(due, decimals)}`,
      )
    }
  }

  async function withdraw(name?: string, to: string = account.address): Promise<void> {
    const token = name === undefined ? undefined : findPaymentToken(deployment, name)
    if (name !== undefined && !token) {
      const known = paymentTokens(deployment).map(({ symbol }) => symbol)
      throw new NotRetryableError('UNKNOWN_TOKEN', `expected one of ${known.join(', ')} or its address, got ${name}`)
    }
    if (!isAddress(to)) throw new NotRetryableError('BAD_ADDRESS', `expected an address to send to, got ${to}`)
    for (const { symbol, address, decimals } of token ? [token] : paymentTokens(deployment)) {
      const due = await chain.claimable(address)
      if (due === 0n) out(`${symbol}: nothing is due`)
      else out(`${symbol}: sent ${formatAmount(due, decimals)} to ${to} (${await chain.withdraw(address, to)})`)
    }
  }

  if (command === 'status') await status()
  else if (command === 'withdraw') await withdraw(args[0], args[1])
  else {
    if (!(await chain.node(nodeId))) {
      throw new NotRetryableError(
        'UNKNOWN_NODE',
        `expected a registered node, ${nodeId} ("${identity.description.name}" of ${account.address}) is none; check AGENT_NAME and PROVIDER_PRIVATE_KEY`,
      )
    }
    out(`${nodeId} is INACTIVE (${await chain.deactivate(nodeId)})`)
  }
}

runMain(() =>
  main().catch((error: unknown) => {
    // For a person at a terminal: the message is enough where it was written for people.
    const message =
      error instanceof AiigoError ? error.message : error instanceof BaseError ? chainFailure(error) : undefined
    if (message === undefined) throw error
    process.stderr.write(`${message}\n`)
    process.exitCode = 1
  }),
)
