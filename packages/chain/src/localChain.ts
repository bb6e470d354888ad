/** Id of chains that run on one machine: keys are public, prices fixed, and blocks are made for transactions only. */
export const LOCAL_CHAIN_ID = 31_337
