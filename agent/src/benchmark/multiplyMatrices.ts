/** Rows and columns: three such matrices of 8-byte numbers are 1.5 MiB, which a core's own caches about hold. */
const SIZE = 256

/** Multiplications and additions of one product. */
export const OPERATIONS = 2 * SIZE ** 3

/**
 * The kernel of the arithmetic benchmark: the product of two matrices of 256 × 256 numbers of 64 bits, row by row, as
 * V8 compiles it. Programs of jobs run on the same engine.
 * @returns a function that multiplies once, and returns the product's sum
 */
export function createMultiplication(): () => number {
  const [a, b, c] = [0, 1, 2].map(() => new Float64Array(SIZE * SIZE)) as [Float64Array, Float64Array, Float64Array]
  for (let at = 0; at < SIZE * SIZE; at++) {
    a[at] = (at % 13) - 6
    b[at] = (at % 7) - 3
  }
  return () => {
    c.fill(0)
    for (let row = 0; row < SIZE; row++) {
      for (let inner = 0; inner < SIZE; inner++) {
        const factor = a[row * SIZE + inner] as number
        for (let column = 0; column < SIZE; column++) {
          c[row * SIZE + column] = (c[row * SIZE + column] as number) + factor * (b[inner * SIZE + column] as number)
        }
      }
    }
    return c.reduce((sum, value) => sum + value, 0)
  }
}
