import { chmod, mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Address, getAddress, type Hex } from 'viem'
import { CliError } from '../errors.js'
import { expectPrivate } from './expectPrivate.js'
import { openKey, parseKeystore, sealKey } from './sealKey.js'

/** Where wallets are kept: in the folder `keystore` of this one. */
export interface WalletFolder {
  readonly folder: string
}

/** A wallet of the keystore. */
export interface KeptWallet {
  readonly name: string
  readonly address: Address
  /** Of its keystore file. */
  readonly path: string
}

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,40}$/
const folderOf = ({ folder }: WalletFolder): string => join(folder, 'keystore')

function pathOf(settings: WalletFolder, name: string): string {
  if (NAME.test(name)) return join(folderOf(settings), `${name}.json`)
  throw new CliError(
    'USAGE',
    `expected a name of letters, digits, points and dashes, at most 41 of them, got ${JSON.stringify(name)}`,
    'choose another: aiigo wallet new --name work',
  )
}

/** The wallets that there are, by name. A file that is none is left out. */
export async function listWallets(settings: WalletFolder): Promise<readonly KeptWallet[]> {
  const files = await readdir(folderOf(settings)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length))
  const found = await Promise.all(names.sort().map((name) => readWallet(settings, name).catch(() => null)))
  return found.filter((wallet) => wallet !== null)
}

/** A wallet's name and address; its key stays sealed. @throws CliError `WALLET_UNKNOWN`, `BAD_KEYSTORE` */
export async function readWallet(settings: WalletFolder, name: string): Promise<KeptWallet> {
  const path = pathOf(settings, name)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new CliError(
      'WALLET_UNKNOWN',
      `expected a wallet named ${name}, there is none at ${path}`,
      'see which there are: aiigo wallet list; make one: aiigo wallet new',
    )
  })
  const { address } = parseKeystore(text, path)
  return { name, address: getAddress(`0x${address.replace(/^0x/, '')}`), path }
}

/** The private key of a wallet. @throws CliError `FILE_TOO_OPEN`, `WRONG_PASSWORD`, `BAD_KEYSTORE` */
export async function unlockWallet({ path }: KeptWallet, password: string): Promise<Hex> {
  return openKey(parseKeystore(await readFile(path, 'utf8'), path), password, path)
}

/** Refuses a keystore file that others may read. */
export const expectPrivateWallet = ({ path }: KeptWallet): Promise<void> => expectPrivate(path)

/**
 * Refuses a name that is taken, before anybody types a password.
 * @throws CliError `WALLET_EXISTS`
 */
export async function expectNewName(settings: WalletFolder, name: string): Promise<void> {
  const path = pathOf(settings, name)
  const files: readonly string[] = await readdir(folderOf(settings)).catch(() => [])
  if (files.includes(`${name}.json`)) throw walletExists(name, path)
}

const walletExists = (name: string, path: string): CliError =>
  new CliError(
    'WALLET_EXISTS',
    `expected a name that is not taken, there is a wallet ${name} at ${path}`,
    'choose another with --name NAME',
  )

/** Writes a wallet, mode 600; never over another one. @throws CliError `WALLET_EXISTS` */
export async function keepWallet(
  settings: WalletFolder,
  name: string,
  privateKey: Hex,
  password: string,
): Promise<KeptWallet> {
  const path = pathOf(settings, name)
  await mkdir(folderOf(settings), { recursive: true, mode: 0o700 })
  await chmod(folderOf(settings), 0o700)
  const sealed = await sealKey(privateKey, password)
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? walletExists(name, path) : error
  })
  try {
    await file.writeFile(`${JSON.stringify(sealed, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return readWallet(settings, name)
}
