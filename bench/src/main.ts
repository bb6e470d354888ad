import { benchCli } from './benchCli.js'
import { benchMainJob } from './benchMainJob.js'
import { benchMatching } from './benchMatching.js'
import { benchGas } from './gas/benchGas.js'
import { benchLiveness } from './liveness/benchLiveness.js'
import { benchPipeline } from './pipeline/benchPipeline.js'
import { benchPortal } from './portal/benchPortal.js'
import { benchReservations } from './reservations/benchReservations.js'
import { benchSignatures } from './signatures/benchSignatures.js'

type Bench = (say: (line: string) => void, args: readonly string[]) => Promise<Record<string, unknown>>

/** Every measurement by its name; each resolves with what goes into its one JSON line. */
const BENCHES: Record<string, Bench> = {
  gas: benchGas,
  'main-job': benchMainJob,
  reservations: benchReservations,
  matching: benchMatching,
  liveness: benchLiveness,
  portal: benchPortal,
  cli: benchCli,
  pipeline: benchPipeline,
  signatures: benchSignatures,
}

const [name = '', ...rest] = process.argv.slice(2)
const args = rest.filter((argument) => argument !== '--json')
const bench = BENCHES[name]
if (bench) {
  const result = await bench((line) => void process.stderr.write(`${line}\n`), args)
  process.stdout.write(`${JSON.stringify(result, null, rest.includes('--json') ? undefined : 2)}\n`)
} else {
  process.stderr.write(
    `usage: npm run bench -- NAME [--json]; expected one of ${Object.keys(BENCHES).join(', ')}, got ${name || 'nothing'}\n`,
  )
  process.exitCode = 2
}
