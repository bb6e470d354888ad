import { bytesToHex } from 'viem'

/** Bytes as lower-case hex digits, without 0x. */
export const hexOf = (bytes: Uint8Array): string => bytesToHex(bytes).slice(2)
