// One WASM module for all data sources: graph-node compiles and caches it once.
export * from './mappings/escrow'
export * from './mappings/nodeRegistry'
export * from './mappings/powVerifier'
export * from './mappings/stakingPool'
export * from './mappings/taskMarketplace'
