import { readFile } from 'node:fs/promises'
import { parseServingPlace } from '@aiigo/domain'
import { createReader, type Reader } from '@aiigo/sdk'
import { LOCAL_CHAIN_ID } from '@aiigo/sdk/local'
import { CliError, type Input } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import { readLogin } from '../session/logins.js'
import { notSignedIn } from '../session/openSession.js'
import { openWallet } from '../session/openWallet.js'

/**
 * A reader with the wallet that is signed in.
 * @throws CliError `PLACE_UNREADABLE`, `NOT_SIGNED_IN`; InvalidInputError for a file that is no serving place
 */
export async function openReader(context: Context, input: Input): Promise<Reader> {
  const place = parseServingPlace(await readJson(input.required('PLACE')))
  const login = await readLogin(context.settings)
  if (!login) throw notSignedIn(context, 'none is')
  const { chainId } = place
  const key = await openWallet(context, input, login, { chainId })
  // Nodes of a local chain are on this machine.
  const allowPrivate = input.flag('private') || chainId === LOCAL_CHAIN_ID
  return createReader({ place, key, allowPrivate })
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    const advice = 'take the file that the buyer gave you: aiigo serving JOB --out place.json'
    throw new CliError('PLACE_UNREADABLE', `expected a serving place in ${path}: ${(error as Error).message}`, advice)
  }
}
