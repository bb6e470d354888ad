import { randomBytes, scrypt } from 'node:crypto'
import { Keystore } from 'ox'
import type { Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { z } from 'zod'
import { CliError } from '../errors.js'

/** The cost that geth gives new files: 256 MiB and about a second. */
const COST = { n: 262_144, r: 8, p: 1, dklen: 32 } as const
/** A file that asks for more memory than this is no file of a wallet. Bytes. */
const MAX_MEMORY = 1_073_741_824

const hex = (length?: number) => z.string().regex(length ? new RegExp(`^[0-9a-fA-F]{${length}}$`) : /^[0-9a-fA-F]+$/)

/** A keystore file, version 3, with scrypt: as geth and others write it. */
const keystoreSchema = z.object({
  version: z.literal(3),
  id: z.string(),
  address: z.string().regex(/^(0x)?[0-9a-fA-F]{40}$/),
  crypto: z.object({
    cipher: z.literal('aes-128-ctr'),
    ciphertext: hex(64),
    cipherparams: z.object({ iv: hex(32) }),
    mac: hex(64),
    kdf: z.literal('scrypt'),
    kdfparams: z.object({
      dklen: z.literal(32),
      n: z.int().min(2),
      r: z.int().min(1),
      p: z.int().min(1),
      salt: hex(),
    }),
  }),
})

/** The contents of a keystore file. */
export type SealedKey = z.output<typeof keystoreSchema>

/** @throws CliError `BAD_KEYSTORE` */
export function parseKeystore(text: string, path: string): SealedKey {
  const advice = `restore ${path} from a copy, or make another wallet`
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new CliError('BAD_KEYSTORE', `expected a keystore file (version 3) at ${path}, it is no JSON`, advice)
  }
  const parsed = keystoreSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const got = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
  throw new CliError('BAD_KEYSTORE', `expected a keystore file (version 3, scrypt) at ${path}; ${got}`, advice)
}

/** By Node's own scrypt, which is ten times as fast as one in JavaScript. */
function derive(password: string, salt: Buffer, { n, r, p }: Cost): Promise<Hex> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, COST.dklen, { N: n, r, p, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(`0x${key.toString('hex')}`),
    )
  })
}

interface Cost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/** Encrypts a private key with a password. @param cost only tests take less than the default */
export async function sealKey(privateKey: Hex, password: string, cost: Cost = COST): Promise<SealedKey> {
  const salt = randomBytes(32)
  const { n, r, p } = cost
  const key = await derive(password, salt, { n, r, p })
  const kdfparams = { dklen: COST.dklen, n, r, p, salt: salt.toString('hex') }
  const sealed = Keystore.encrypt(privateKey, key, { kdf: 'scrypt', kdfparams, iv: randomBytes(16) })
  const address = privateKeyToAddress(privateKey).slice(2).toLowerCase()
  return keystoreSchema.parse({ ...sealed, address })
}

/**
 * Decrypts the private key.
 * @throws CliError `WRONG_PASSWORD`, `BAD_KEYSTORE`
 */
export async function openKey(sealed: SealedKey, password: string, path: string): Promise<Hex> {
  const { n, r, p, salt } = sealed.crypto.kdfparams
  const key = await derive(password, Buffer.from(salt, 'hex'), { n, r, p }).catch((error: Error) => {
    throw new CliError(
      'BAD_KEYSTORE',
      `expected scrypt's parameters in ${path} to be usable: ${error.message}`,
      'restore it from a copy, or make another wallet',
    )
  })
  let opened: Hex
  try {
    opened = Keystore.decrypt(sealed as Keystore.Keystore, key)
  } catch (cause) {
    // The library calls a MAC that does not fit a corrupt keystore; almost always it is the password.
    throw new CliError(
      'WRONG_PASSWORD',
      `expected the password of ${path}, got another one (or the file was changed)`,
      'type it again; a lost password cannot be found, only the key itself imported again',
      {},
      { cause },
    )
  }
  const address = privateKeyToAddress(opened).slice(2).toLowerCase()
  if (address === sealed.address.replace(/^0x/, '').toLowerCase()) return opened
  throw new CliError(
    'BAD_KEYSTORE',
    `expected ${path} to hold the key of 0x${sealed.address}, it holds that of 0x${address}`,
    'do not use it; restore it from a copy',
  )
}
