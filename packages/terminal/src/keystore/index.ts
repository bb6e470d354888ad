export { askKey } from './askKey.js'
export { askNewPassword, askPassword } from './askPassword.js'
export { lockedAccount } from './lockedAccount.js'
export { readSecret } from './readSecret.js'
export {
  expectNewName,
  expectPrivateWallet,
  type KeptWallet,
  keepWallet,
  listWallets,
  readWallet,
  unlockWallet,
} from './wallets.js'
