/** Credentials that are not good, in words for the caller. Any other error while checking them is a failure of ours. */
export class CredentialsRefused extends Error {
  override readonly name = 'CredentialsRefused'
}
