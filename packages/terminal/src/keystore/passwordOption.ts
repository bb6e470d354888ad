/** The option of every command that opens a wallet. */
export const PASSWORD_OPTION = {
  flags: '--password-file <FILE>',
  about: "file with the wallet's password in its first line, mode 600; - is standard input",
} as const
