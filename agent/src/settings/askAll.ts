import { availableParallelism, hostname, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { createClient, PlatformDocument, SuggestedAskDocument } from '@aiigo/client'
import { formatAmount, parseAmount, priceOf, REGIONS, RESOURCE_TYPES, type ResourceType } from '@aiigo/domain'
import { connect, createProvider, findPlatform } from '@aiigo/sdk'
import { CliError, type Context, type Input, usageError } from '@aiigo/terminal'
import {
  askKey,
  askNewPassword,
  expectNewName,
  type KeptWallet,
  keepWallet,
  listWallets,
  lockedAccount,
} from '@aiigo/terminal/keystore'
import { generatePrivateKey } from 'viem/accounts'
import { detectGpus } from '../machine/detectGpus.js'
import { missingFunds } from '../registration/ensureRegistered.js'
import { nodeIdOfName } from '../registration/nodeIdentity.js'
import { expectReachable, platformPlaces } from './platformPlaces.js'
import type { Settings } from './Settings.js'
import { type SeenDeployment, seeDeployment } from './seeDeployment.js'
import type { NewAgentFile } from './writeAgentFile.js'

/** Proposals where the owner says nothing. */
export interface InitDefaults {
  readonly stake: string
  /** ETH of an hour of one unit. */
  readonly price: string
  readonly mib: number
  readonly healthPort: number
  /** The agent's data folder. */
  readonly dataDir: string
  /** Name of the wallet in the keystore. */
  readonly wallet: string
}

/** All that a machine needs. */
export interface Answers {
  readonly file: NewAgentFile
  readonly deployment: SeenDeployment
  readonly wallet: KeptWallet
  readonly rpcUrl: string
  /** The node's id, and the amounts that the wallet lacks, in words. */
  readonly cost: { readonly nodeId: string; readonly needs: string[] }
  readonly troubles: string[]
}

/**
 * Asks for everything that the options do not say. The platform is looked at first, so that a wrong address costs no
 * other answers.
 * @throws CliError `BAD_SETTING`, `WRONG_ADDRESS`, `NOT_TRUSTED`, `USAGE`; what `findPlatform` and `connect` throw
 */
export async function askAll(context: Context<Settings>, input: Input, defaults: InitDefaults): Promise<Answers> {
  const { prompts, signal, command } = context
  const takesProposals = input.flag('yes')
  /** An option, else the proposal with `--yes`, else an answer. */
  async function text(name: string, option: string, message: string, initial?: string): Promise<string> {
    const given = input.text(name)
    if (given !== undefined) return given
    if (takesProposals && initial !== undefined) return initial
    return prompts.text({ message, instead: option, ...(initial === undefined ? {} : { initial }) })
  }
  async function among<T extends string>(
    value: string | undefined,
    option: string,
    message: string,
    list: readonly T[],
  ) {
    if (value === undefined)
      return prompts.choose(
        { message, instead: option },
        list.map((name) => ({ name, value: name })),
      )
    const found = list.find((name) => name === value.toUpperCase())
    if (found) return found
    throw usageError(command, `expected one of ${list.join(', ')} as ${option}, got ${value}`)
  }

  const places = platformPlaces(await text('platform', '--platform URL', "The platform's address"))
  const found = await findPlatform({ apiUrl: places.api, signal })
  const client = createClient({ url: places.api })
  try {
    const { platform } = await client.execute(PlatformDocument, {}, { signal })
    expectReachable('the blob store', platform.blobUrl, places.origin, 'BLOB_PUBLIC_URL')
    const rpcUrl =
      input.text('rpc') ??
      found.rpcUrl ??
      (await prompts.text({ message: "JSON-RPC URL of the chain's node", instead: '--rpc URL' }))
    if (input.text('rpc') === undefined) {
      expectReachable("the chain's node", rpcUrl, places.origin, 'ETHEREUM_RPC_PUBLIC_URL, or name one with --rpc')
    }
    const deployment = await trusted(
      context,
      input,
      input.text('deployment') ?? new URL('/deployment.json', places.origin).href,
    )

    const name = await text(
      'name',
      '--name NAME',
      "The machine's name",
      hostname()
        .replace(/[^\w .-]/g, '-')
        .slice(0, 64),
    )
    const region = await among(input.text('region'), '--region REGION', 'Where the machine is', REGIONS)
    const gpus = await detectGpus()
    const type = await hardwareType(input.text('type'), gpus.length, among, takesProposals)
    const most = type === 'GPU' ? gpus.length : availableParallelism()
    const units = await count(
      'units',
      '--units N',
      `How many ${type === 'GPU' ? 'graphics processors' : 'cores'} to offer`,
      most,
      1,
      1_024,
    )
    const memory = Math.max(64, Math.floor((totalmem() / defaults.mib) * 0.75))
    const memoryMiB = await count('memory', '--memory MIB', 'How much memory to offer, MiB', memory, 64, 67_108_864)
    const asks = await askPrices(type, region)
    const windows = input.list('hours')
    const hours =
      windows.length > 0 || takesProposals
        ? windows
        : hoursOf(
            await prompts.text({
              message: 'Hours when jobs may come, such as 22:00-07:00 (empty: at any time)',
              instead: '--hours, or --yes',
              initial: '',
            }),
          )

    const wallet = await openWallet()
    const passwordFile = input.text('passwordFile')
    const stake = input.text('stake') ?? defaults.stake
    const file: NewAgentFile = {
      platform: { api: places.api, rpc: rpcUrl, blobs: platform.blobUrl, deployment: 'deployment.json' },
      ...{ wallet: wallet.name, name, region, type, units, memoryMiB, asks, stake, hours, dataDir: defaults.dataDir },
      passwordFile: passwordFile === undefined || passwordFile === '-' ? null : resolve(passwordFile),
      healthPort: input.count('healthPort', { min: 0, max: 65_535 }) ?? defaults.healthPort,
      celsius: input.count('celsius', { min: 20, max: 120 }) ?? null,
      otherLoadPercent: input.count('otherLoad', { min: 1, max: 100 }) ?? null,
    }
    const troubles =
      deployment.isTrusted || !places.api.startsWith('http:')
        ? []
        : [`${places.origin} is reached without https: whoever is on the way can read what the agent sends`]
    return { file, deployment, wallet, rpcUrl, cost: await costOf(file, wallet, deployment), troubles }
  } finally {
    await client.close()
  }

  async function count(name: string, option: string, message: string, proposal: number, min: number, max: number) {
    const given = input.count(name, { min, max })
    if (given !== undefined || takesProposals) return given ?? proposal
    const answer = await prompts.text({ message, instead: option, initial: String(proposal) })
    const number = Number(answer)
    if (/^[0-9]+$/.test(answer) && number >= min && number <= max) return number
    throw usageError(command, `expected a whole number from ${min} to ${max}, got ${answer}`)
  }

  /** Prices of the options; else one in ETH, with the market's as the proposal. */
  async function askPrices(type: ResourceType, region: string): Promise<Record<string, string>> {
    const given = input.list('ask')
    if (given.length > 0) {
      return Object.fromEntries(
        given.map((word) => {
          const [symbol = '', price = ''] = word.split('=')
          parseAmount(price, 18)
          return [symbol.toUpperCase(), price]
        }),
      )
    }
    const { suggestedAsk } = await client
      .execute(SuggestedAskDocument, { resourceType: type, region }, { signal })
      .catch(() => ({ suggestedAsk: null }))
    const suggested = suggestedAsk && formatAmount(priceOf(type, BigInt(suggestedAsk.suggested)), 18)
    const per = ['GPU', 'CPU'].includes(type) ? 'for an hour of one unit' : 'for one unit of usage'
    const about = suggested ? `; the market has about ${suggested}` : ''
    const price = await text('', '--ask ETH=PRICE', `Lowest price ${per} in ETH${about}`, suggested ?? defaults.price)
    parseAmount(price, 18)
    return { ETH: price }
  }

  /** The wallet of the keystore, or a new one. */
  async function openWallet(): Promise<KeptWallet> {
    const { folder } = context.settings
    const [kept] = (await listWallets({ folder })).filter(({ name }) => name === defaults.wallet)
    if (kept && input.text('keyFile') === undefined) return kept
    await expectNewName({ folder }, defaults.wallet)
    const isImport =
      input.text('keyFile') !== undefined ||
      (!takesProposals &&
        (await prompts.choose(
          { message: 'The wallet that stakes, signs and earns', instead: '--key-file FILE, or --yes' },
          [
            { name: 'make a new one', value: false },
            { name: 'import a private key', value: true },
          ],
        )))
    const key = isImport ? await askKey(context, input) : generatePrivateKey()
    return keepWallet({ folder }, defaults.wallet, key, await askNewPassword(context, input))
  }
}

const hoursOf = (answer: string): string[] =>
  answer
    .split(/[;,] *(?=\D*\d\d:)/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** CPU, unless the owner says GPU, or the machine has some and the owner chooses them. */
async function hardwareType(
  given: string | undefined,
  gpus: number,
  among: <T extends string>(
    value: string | undefined,
    option: string,
    message: string,
    list: readonly T[],
  ) => Promise<T>,
  takesProposals: boolean,
): Promise<ResourceType> {
  if (given !== undefined) return among(given, '--type TYPE', '', RESOURCE_TYPES)
  if (gpus === 0 || takesProposals) return 'CPU'
  return among(undefined, '--type TYPE', `This machine has ${gpus} graphics processors. What to offer`, [
    'GPU',
    'CPU',
  ] as const)
}

/** @throws CliError `NOT_TRUSTED` when the file comes without https and its fingerprint was not confirmed */
async function trusted(context: Context<Settings>, input: Input, place: string): Promise<SeenDeployment> {
  const seen = await seeDeployment(place)
  const given = input
    .text('fingerprint')
    ?.toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '')
  const refuse = (message: string) =>
    new CliError('NOT_TRUSTED', message, "ask the platform's operator for the fingerprint of its deployment.json")
  if (given !== undefined) {
    if (given === seen.fingerprint) return seen
    throw refuse(`expected a deployment with the fingerprint ${given}, ${place} has ${seen.fingerprint}`)
  }
  if (seen.isTrusted) return seen
  const message = `${place} comes without https and names the contracts that get the stake. Its fingerprint is ${seen.fingerprint}. Does the platform's operator say the same?`
  if (
    await context.prompts.confirm({
      message,
      instead: `--fingerprint HEX (of the operator; here it is ${seen.fingerprint})`,
    })
  )
    return seen
  throw refuse(`expected a trusted deployment file, ${place} was not confirmed`)
}

/** The node's id, and the amounts that its wallet lacks. */
async function costOf(file: NewAgentFile, { address }: KeptWallet, { deployment }: SeenDeployment) {
  const account = lockedAccount(address, () => Promise.reject(new Error('reading needs no key')))
  const { platform } = file
  const connection = await connect({
    ...{ apiUrl: platform.api, rpcUrl: platform.rpc, blobUrl: platform.blobs, wallet: account, deployment },
  })
  try {
    const provider = createProvider(connection)
    const nodeId = nodeIdOfName(address, file.name)
    if (await provider.node(nodeId)) return { nodeId, needs: [] }
    const { fee, stake, eth, aiigo } = await provider.registrationCost(parseAmount(file.stake, 18))
    return { nodeId, needs: [...missingFunds({ eth, aiigo }, { fee, stake })] }
  } finally {
    await connection.close()
  }
}
