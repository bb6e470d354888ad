/** The contracts this subgraph indexes: data sources of the manifest, files in abis/, keys of a deployment. */
export const contractNames = ['NodeRegistry', 'StakingPool', 'PowVerifier', 'TaskMarketplace', 'Escrow']
