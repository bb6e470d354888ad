import { PNG } from 'pngjs'

export interface MandelbrotView {
  readonly size: number
  readonly limit: number
  readonly centreX: number
  readonly centreY: number
  readonly span: number
}

/** The view of the example's job file. */
const EXAMPLE_VIEW: MandelbrotView = { size: 512, limit: 255, centreX: -0.75, centreY: 0, span: 3 }

/** Inside the main cardioid or the disc left of it, by their closed forms: such a point never escapes. */
function isInsideByFormula(x: number, y: number): boolean {
  const q = (x - 0.25) ** 2 + y * y
  return q * (q + (x - 0.25)) < 0.249999 * y * y || (x + 1) ** 2 + y * y < 0.062499
}

/** Steps until |z| > 2, with squares carried along in place of complex multiplication; 0 when there is no escape. */
function escapeTime(x: number, y: number, limit: number): number {
  let re = x
  let im = y
  for (let step = 1; step <= limit; step++) {
    const re2 = re * re
    const im2 = im * im
    if (re2 + im2 > 4) return step
    im = (re + re) * im + y
    re = re2 - im2 + x
  }
  return 0
}

function assertThat(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(`mandelbrot: ${message()}`)
}

/**
 * Checks the result of the mandelbrot example: decodes the PNG with another library (which checks its CRCs and its zlib
 * stream), compares every pixel with an escape time computed here, and the picture with what is known of the set.
 * @throws Error at the first difference.
 */
export function verifyMandelbrot(result: Uint8Array, view: MandelbrotView = EXAMPLE_VIEW): void {
  const { size, limit, centreX, centreY, span } = view
  const png = PNG.sync.read(Buffer.from(result), { checkCRC: true })
  assertThat(
    png.width === size && png.height === size,
    () => `expected ${size} × ${size}, got ${png.width} × ${png.height}`,
  )
  const colourAt = (row: number, column: number): number[] => [
    ...png.data.subarray(4 * (row * size + column), 4 * (row * size + column) + 4),
  ]
  let inside = 0
  for (let row = 0; row < size; row++) {
    const y = centreY + span * (0.5 - (row + 0.5) / size)
    for (let column = 0; column < size; column++) {
      const x = centreX + span * ((column + 0.5) / size - 0.5)
      const steps = escapeTime(x, y, limit)
      const colour = colourAt(row, column)
      const index = Math.min(steps, 255)
      const expected = [Math.min(255, 11 * index), Math.min(255, 5 * index), index, 255]
      assertThat(
        colour.join() === expected.join(),
        () => `pixel (${column}, ${row}): expected ${expected}, got ${colour}`,
      )
      assertThat(
        !isInsideByFormula(x, y) || colour[2] === 0,
        () => `pixel (${column}, ${row}) is in the set, got ${colour}`,
      )
      assertThat(
        x * x + y * y <= 4 || colour[2] === 1,
        () => `pixel (${column}, ${row}) escapes at once, got ${colour}`,
      )
      if (colour[2] === 0) inside++
    }
  }
  if (view === EXAMPLE_VIEW) {
    // The set's area is 1.5066; counting points that stay for 255 steps overestimates it by a few per cent.
    const area = (inside / size ** 2) * span ** 2
    assertThat(area > 1.5 && area < 1.56, () => `expected an area near 1.51, got ${area}`)
  }
}
