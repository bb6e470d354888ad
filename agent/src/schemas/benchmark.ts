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
    oneThreadGflops: z
      .number()
      .describe('Multiplications and additions of 64-bit numbers a second, thousand millions: products of matrices.'),
    gflops: z.number().describe('The same with a thread for each core.'),
    memoryMiBPerSecond: z
      .int()
      .describe('Copied by one thread from block to block of 256 MiB, each byte counted once.'),
    disk: z
      .strictObject({
        writeMiBPerSecond: z.int().describe('Durable: flushed after each 4 MiB.'),
        readMiBPerSecond: z
          .int()
          .nullable()
          .describe('Past the memory of the system; null where that is not possible.'),
      })
      .nullable()
      .describe('Of the data folder, or of the temporary folder before a set-up; null where it cannot be written.'),
    gpus: z
      .array(z.strictObject({ model: z.string().nullable(), vramGiB: z.int().nullable() }))
      .describe('That were found; their power is not measured.'),
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
