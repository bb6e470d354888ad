// `npm pack` in this folder would make a package whose dependencies are in this repository only.
process.stderr.write(
  'expected `npm run package -w @aiigo/sdk`, then `npm pack packages/sdk/dist/npm` (docs/decisions/sdk.md)\n',
)
process.exitCode = 1
