import { errors, jwtVerify } from 'jose'
import { HttpError } from './httpError.js'

const ADDRESS = /^0x[0-9a-fA-F]{40}$/

/**
 * Checks the `Authorization` header of an upload: a bearer token (JWT, HS256) issued by the API at sign-in.
 *
 * @returns the wallet address that signed in
 * @throws {HttpError} 401 UNAUTHENTICATED saying which part of the token was not as expected
 */
export async function authenticate(header: string | undefined, secret: Uint8Array): Promise<string> {
  const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
  if (!token) {
    throw unauthenticated(header ? 'the Authorization header has another form' : 'there is no Authorization header')
  }
  try {
    const { payload } = await jwtVerify(token, secret, {
      issuer: 'aiigo-api',
      audience: 'aiigo',
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
    })
    if (!ADDRESS.test(payload.sub ?? '')) throw unauthenticated('its subject is no wallet address')
    return payload.sub as string
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthenticated('the token has expired; refresh the session')
    if (error instanceof errors.JOSEError) throw unauthenticated(`the token is not valid (${error.message})`)
    throw error
  }
}

function unauthenticated(got: string): HttpError {
  return new HttpError(
    401,
    'UNAUTHENTICATED',
    `expected "Authorization: Bearer <access token of siweVerify>", but ${got}`,
  )
}
