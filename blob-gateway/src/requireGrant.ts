import { type FileGrant, type FileGrants, GrantRefused } from '@aiigo/service'
import type { Request } from 'express'
import { HttpError } from './httpError.js'

/**
 * The grant of a request: in the `Authorization` header, or in the address (`?grant=`) for links that a browser opens.
 * @throws {HttpError} 401 UNAUTHENTICATED saying which part of it was not as expected
 */
export async function requireGrant(request: Request, grants: FileGrants): Promise<FileGrant> {
  const header = request.headers.authorization
  const inLink = request.query.grant
  const token = header === undefined ? inLink : /^Bearer (\S+)$/i.exec(header)?.[1]
  if (typeof token !== 'string') {
    throw refused(header === undefined ? 'there is none' : 'the Authorization header has another form')
  }
  try {
    return await grants.check(token)
  } catch (error) {
    if (error instanceof GrantRefused) throw refused(error.reason)
    throw error
  }
}

function refused(got: string): HttpError {
  return new HttpError(
    401,
    'UNAUTHENTICATED',
    `expected a file grant as "Authorization: Bearer <token>" (API: storeGrant, fileGrant), but ${got}`,
  )
}
