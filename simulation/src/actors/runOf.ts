import { type JobSpec, type RunReport, runSeedOf } from '@aiigo/domain'
import { sha256 } from './buy.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The output of a job's program: the same on every machine, or another for each offer where it is not checked. */
export function outputOf(spec: JobSpec | null, offerId: string): Uint8Array {
  return bytes(spec && spec.verification.mode !== 'NONE' ? `result of ${runSeedOf(spec)}` : `result of ${offerId}`)
}

/** The report of a run whose program prints and writes this, as two of them are compared. */
export function reportOf(content: Uint8Array, exitCode: number): RunReport {
  const digest = sha256(content)
  return {
    ...{ outcome: 'EXITED', exitCode },
    printed: { stdout: digest, stderr: sha256(new Uint8Array()) },
    outputs: [{ name: 'out.txt', digest }],
  }
}

/** The exit code of a job's program. */
export const exitCodeOf = (spec: JobSpec | null): number => (spec?.args[0] === 'fail' ? 3 : 0)
