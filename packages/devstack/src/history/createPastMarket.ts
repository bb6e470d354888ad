import {
  aiigoTokenAbi,
  type Deployment,
  marketplaceDomain,
  nodeIdOf,
  nodeRegistryAbi,
  powVerifierAbi,
  type Reader,
  testUsdcAbi,
  typeAuditTypedData,
} from '@aiigo/chain'
import { type LocalAccount, localAccount } from '@aiigo/contracts'
import { ETH_ADDRESS, type Hex, NODE_STATES, RESOURCE_TYPES, regionToBytes8, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import {
  bringOnline,
  inTransaction,
  markSilentNodes,
  mirrorNodes,
  recordHeartbeat,
  recordTypeAudit,
  type Storage,
  setAvailability,
  storeNode,
} from '@aiigo/storage'
import { type Address, keccak256, maxUint256, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { asksOf } from '../asksOf.js'
import type { SendPast } from './createPastChain.js'
import type { HistoryClock } from './HistoryClock.js'
import { type PastMachine, priceOn } from './historyPlan.js'

/** Accounts of the local chain. */
export interface PastPeople {
  readonly operator: LocalAccount
  readonly publicSale: LocalAccount
  readonly buyers: readonly LocalAccount[]
}

/** Parts and accounts that a history is written with. */
export interface PastDeps {
  people: PastPeople
  deployment: Deployment
  reader: Reader
  send: SendPast
  storage: Storage
  clock: HistoryClock
}

/** A machine with its node. */
export interface PastNode {
  readonly machine: PastMachine
  readonly id: Hex
  readonly provider: LocalAccount
  /** Rates by token, as they stand. */
  asks: Record<Address, bigint>
}

const STAKE = parseEther('1000')
/** Any nonce solves this challenge: the speed of a machine that is gone counts for nothing. */
const EASY = { target: maxUint256, nonces: 64, seconds: 60 }
/** Silence after which a node counts as offline. */
const SILENT_SECONDS = 15

/** The verbs of providers and operator in a market of the past. */
export function createPastMarket({ deployment, reader, send, storage, clock, people }: PastDeps) {
  const { operator, publicSale, buyers } = people
  const { AiigoToken, NodeRegistry, PowVerifier, StakingPool, TestUSDC, TaskMarketplace } = deployment.addresses
  const registry = { address: NodeRegistry, abi: nodeRegistryAbi } as const

  /** As chain-sync writes it. */
  async function mirror(node: PastNode, block: number): Promise<void> {
    const [word, record] = await Promise.all([
      reader.readContract({ ...registry, functionName: 'node', args: [node.id] }),
      reader.readContract({ ...registry, functionName: 'record', args: [node.id] }),
    ])
    const { machine, provider, asks } = node
    await inTransaction(storage, (em) =>
      mirrorNodes(
        em,
        [
          {
            ...{ id: node.id, provider: provider.address.toLowerCase() },
            ...{ resourceType: machine.resourceType, units: machine.units, region: machine.region },
            tier: TIERS[word.tier] ?? 'COMMUNITY',
            state: NODE_STATES[word.state - 1] ?? 'PENDING',
            trustLevel: TRUST_LEVELS[word.trustLevel] ?? 'NONE',
            reputation: word.reputation,
            activeStake: STAKE,
            hashesPerSecond: record.hashesPerSecond,
            asks: Object.fromEntries(Object.entries(asks).map(([token, rate]) => [token.toLowerCase(), `${rate}`])),
          },
        ],
        block,
      ),
    )
  }

  function ratesOf(machine: PastMachine, day: number): Record<Address, bigint> {
    const { ETH, USDC, AIIGO } = asksOf(priceOn(machine, day), BigInt(machine.units))
    const rates = { [ETH_ADDRESS]: BigInt(ETH), [AiigoToken]: BigInt(AIIGO) }
    return TestUSDC ? { ...rates, [TestUSDC]: BigInt(USDC) } : rates
  }
  const asksAsArgs = (asks: Record<Address, bigint>) =>
    Object.entries(asks).map(([token, rate]) => ({ token: token as Address, rate }))

  return {
    /** Gives the buyers dollars; they have ETH. */
    async fundsBuyers(): Promise<void> {
      if (!TestUSDC) return
      for (const buyer of buyers) {
        const call = {
          address: TestUSDC,
          abi: testUsdcAbi,
          functionName: 'mint',
          args: [buyer.address, 1_000_000_000n],
        }
        await send(publicSale, call)
      }
    },

    /** Registers a machine, proves its power, activates it; its agent is heard, and takes no work yet. */
    async registers(machine: PastMachine): Promise<PastNode> {
      const provider = localAccount(machine.accountIndex)
      const token = { address: AiigoToken, abi: aiigoTokenAbi }
      const pow = { address: PowVerifier, abi: powVerifierAbi }
      await send(publicSale, { ...token, functionName: 'transfer', args: [provider.address, STAKE] })
      await send(provider, { ...token, functionName: 'approve', args: [StakingPool, STAKE] })
      const salt = keccak256(toHex(machine.name))
      const details = {
        memoryMiB: machine.resourceType === 'GPU' ? 65_536 : 131_072,
        ...(machine.model ? { hardware: { model: machine.model } } : {}),
      }
      const spec = {
        resourceType: RESOURCE_TYPES.indexOf(machine.resourceType),
        units: machine.units,
        region: regionToBytes8(machine.region),
        specHash: keccak256(toHex(JSON.stringify(details))),
      }
      const node: PastNode = {
        ...{ machine, provider, id: nodeIdOf(provider.address, salt), asks: ratesOf(machine, 0) },
      }
      const args = [salt, spec, asksAsArgs(node.asks), STAKE]
      await send(provider, { ...registry, functionName: 'register', args, value: parseEther('0.1') })
      const challenge = keccak256(toHex(`challenge ${machine.name}`))
      const issued = [challenge, node.id, keccak256(toHex('seed')), EASY.target, EASY.nonces, EASY.seconds]
      await send(operator, { ...pow, functionName: 'issue', args: issued })
      await send(provider, { ...pow, functionName: 'start', args: [challenge] })
      const nonces = Array.from({ length: EASY.nonces }, () => 0n)
      await send(provider, { ...pow, functionName: 'answer', args: [challenge, nonces] })
      const { block } = await send(provider, { ...registry, functionName: 'activate', args: [node.id] })
      await mirror(node, block)

      const own = { id: node.id, provider: provider.address.toLowerCase() }
      await inTransaction(storage, async (em) => {
        const { resourceType, units, region, name } = machine
        await storeNode(em, { ...own, name, resourceType, units, region, spec: details })
        await recordHeartbeat(em, { nodeId: own.id, provider: own.provider, generation: null, roundTripMs: 40 })
        await bringOnline(em, own)
      })
      if (machine.resourceType !== 'CPU') await audits(node, details)
      return node
    },

    /** The provider offers the machine. */
    async offers({ id, provider }: PastNode): Promise<void> {
      const own = { id, provider: provider.address.toLowerCase() }
      await inTransaction(storage, (em) => setAvailability(em, own, 'AVAILABLE'))
    },

    /** The provider asks the price of a day. */
    async asks(node: PastNode, day: number): Promise<void> {
      node.asks = ratesOf(node.machine, day)
      const args = [node.id, asksAsArgs(node.asks)]
      const { block } = await send(node.provider, { ...registry, functionName: 'setAsks', args })
      await mirror(node, block)
    },

    /** The machine leaves the market: nothing answers for it any more. */
    async retires(node: PastNode): Promise<void> {
      const own = { id: node.id, provider: node.provider.address.toLowerCase() }
      await inTransaction(storage, (em) => setAvailability(em, own, 'UNAVAILABLE', 'the machine has left the market'))
      const { block } = await send(node.provider, { ...registry, functionName: 'deactivate', args: [node.id] })
      await mirror(node, block)
    },

    /** Nodes of whose agents nothing was heard are offline. */
    async goesQuiet(): Promise<void> {
      await inTransaction(storage, (em) => markSilentNodes(em, SILENT_SECONDS))
    },
  }

  /** The operator's word that the machine is what it says. */
  async function audits({ id, machine }: PastNode, { hardware }: { hardware?: { model: string } }): Promise<void> {
    const { resourceType, units } = machine
    const statement = 'Seen in its rack; the driver reports the model.'
    const expiresAt = new Date((clock.now() + 365 * 86_400) * 1_000)
    const message = { nodeId: id, resourceType, units, details: { hardware }, statement }
    const typed = typeAuditTypedData(marketplaceDomain(deployment.chainId, TaskMarketplace), {
      ...message,
      expiresAt: BigInt(expiresAt.getTime()) / 1_000n,
    })
    const signature = await privateKeyToAccount(operator.privateKey).signTypedData(typed)
    const audit = { nodeId: id, resourceType, units, spec: { ...(hardware ? { hardware } : {}) }, statement, expiresAt }
    const by = { method: 'DEVELOPMENT', auditor: operator.address.toLowerCase(), signature } as const
    await inTransaction(storage, (em) => recordTypeAudit(em, { ...audit, ...by }))
  }
}
