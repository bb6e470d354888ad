export { askNewPassword, askPassword } from './askPassword.js'
export { isPrivateKey } from './isPrivateKey.js'
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
