import { parseArgs } from 'node:util'
import { benchCli } from './benchCli.js'
import { benchMainJob } from './benchMainJob.js'
import { benchMatching } from './benchMatching.js'
import { benchGas } from './gas/benchGas.js'
import { benchLiveness } from './liveness/benchLiveness.js'
import { benchPortal } from './portal/benchPortal.js'
import { benchReservations } from './reservations/benchReservations.js'

/** Every measurement by its name; each resolves with what goes into its one JSON line. */
const BENCHES: Record<string, (say: (line: string) => void) => Promise<Record<string, unknown>>> = {
  gas: benchGas,
  'main-job': benchMainJob,
  reservations: benchReservations,
  matching: benchMatching,
  liveness: benchLiveness,
  portal: benchPortal,
  cli: benchCli,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, nodes: { type: 'string' } },
})
const [name = ''] = positionals
const bench = BENCHES[name]
if (bench) {
  const result = await bench((line) => void process.stderr.write(`${line}\n`))
  process.stdout.write(`${JSON.stringify(result, null, values.json ? undefined : 2)}\n`)
} else {
  process.stderr.write(
    `usage: npm run bench -- NAME [--json]; expected one of ${Object.keys(BENCHES).join(', ')}, got ${name || 'nothing'}\n`,
  )
  process.exitCode = 2
}
