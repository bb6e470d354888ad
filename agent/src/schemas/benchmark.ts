import * as z from 'zod'

/** `aiigo-agent benchmark` */
export const result = z
  .strictObject({
    model: z.string().nullable().describe('Of the processor.'),
    cores: z.int(),
    threads: z.int().describe('Threads of a proof of work.'),
    seconds: z.int().describe('Time of each measurement.'),
    oneThreadHashesPerSecond: z.int().describe('keccak256 of 160 bytes, as in a proof of work.'),
    hashesPerSecond: z.int().describe('The same with all threads of a proof.'),
    proofs: z
      .strictObject({
        passed: z.int(),
        failed: z.int(),
        hashesPerSecond: z
          .int()
          .nullable()
          .describe('The figure that the platform publishes; null before a first proof.'),
      })
      .nullable()
      .describe('Null where they cannot be read.'),
  })
  .describe('The power of this machine.')
