/** The zero address stands for ETH wherever a token address is expected. */
export const ETH_ADDRESS = '0x0000000000000000000000000000000000000000' as const
