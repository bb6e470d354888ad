export {
  BlobError,
  type BlobOptions,
  BlobStoreFailure,
  downloadBlob,
  type StoredBlob,
  type StreamedContent,
  uploadBlob,
} from './blobs.js'
export { type CallOptions, type Client, type ClientOptions, createClient } from './createClient.js'
export {
  ApiError,
  ApiUnavailableError,
  type GraphQLFailure,
  NetworkError,
  succeed,
  UnauthenticatedError,
} from './errors.js'
export * from './generated/operations.js'
export type { SessionStore, SessionTokens } from './session.js'
export { type SignInAccount, type SignInOptions, signIn } from './signIn.js'
