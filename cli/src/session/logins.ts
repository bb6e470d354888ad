import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError } from '@aiigo/terminal'
import type { Address } from 'viem'
import { z } from 'zod'
import type { Settings } from '../settings/Settings.js'

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => text as Address)

const loginSchema = z.object({
  wallet: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('keystore'), name: z.string(), address }),
    // Of a local chain: its key follows from the index.
    z.object({ kind: z.literal('development'), name: z.string(), address, index: z.int().min(0) }),
  ]),
})

/** The wallet that is signed in at a platform. */
export type Login = z.output<typeof loginSchema>

/** The files of a platform: its URL as a folder's name. */
function filesOf({ folder, apiUrl }: Pick<Settings, 'folder' | 'apiUrl'>) {
  const name = apiUrl.replace(/^https?:\/\//, '').replaceAll(/[^a-zA-Z0-9.-]+/g, '_')
  const platform = join(folder, 'platforms', name)
  return { platform, login: join(platform, 'login.json'), session: join(platform, 'session.json') }
}

/** Where the session of a platform is kept, for `fileSession`. */
export const sessionFile = (settings: Pick<Settings, 'folder' | 'apiUrl'>): string => filesOf(settings).session

/** Which wallet is signed in; null where none is. */
export async function readLogin(settings: Pick<Settings, 'folder' | 'apiUrl'>): Promise<Login | null> {
  const { login } = filesOf(settings)
  const text = await readFile(login, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new CliError('FILE_UNREADABLE', `expected to read ${login}: ${error.message}`, 'sign in again: aiigo login')
  })
  if (text === null) return null
  try {
    return loginSchema.parse(JSON.parse(text))
  } catch {
    // A damaged file is a sign-in that is not there.
    return null
  }
}

/** Remembers which wallet is signed in, for its owner alone. */
export async function writeLogin(settings: Pick<Settings, 'folder' | 'apiUrl'>, login: Login): Promise<void> {
  const files = filesOf(settings)
  await mkdir(files.platform, { recursive: true, mode: 0o700 })
  await writeFile(files.login, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 })
}

/** Forgets the wallet and its session at a platform. */
export async function forgetLogin(settings: Pick<Settings, 'folder' | 'apiUrl'>): Promise<void> {
  const { login, session } = filesOf(settings)
  await Promise.all([rm(login, { force: true }), rm(session, { force: true })])
}
