// Draws the Mandelbrot set as a PNG. AssemblyScript. A pixel's palette index is min(iterations, 255): how often z := z²
// + c ran before |z| > 2; 0 where it never left within the limit.
import { argument, intArgument, writeFile } from '../common/files'
import { encodePng } from './png'

const size = intArgument(1, 512, 1)
const limit = intArgument(2, 255, 1)
const centreX = parseFloat(argument(3, '-0.75'))
const centreY = parseFloat(argument(4, '0'))
const span = parseFloat(argument(5, '3'))

const pixels = new Uint8Array(size * size)
let inside = 0
for (let row = 0; row < size; row++) {
  const ci = centreY + span * (0.5 - (<f64>row + 0.5) / <f64>size)
  for (let column = 0; column < size; column++) {
    const cr = centreX + span * ((<f64>column + 0.5) / <f64>size - 0.5)
    let zr: f64 = 0
    let zi: f64 = 0
    let iterations = 0
    while (iterations < limit) {
      const next = zr * zr - zi * zi + cr
      zi = 2 * zr * zi + ci
      zr = next
      iterations++
      if (zr * zr + zi * zi > 4) break
    }
    if (zr * zr + zi * zi <= 4) inside++
    else pixels[row * size + column] = <u8>min(iterations, 255)
  }
  if ((row + 1) % max(size / 8, 1) == 0) console.log('row ' + (row + 1).toString() + ' of ' + size.toString())
}

// The blue of colour n is n itself, so that the iterations can be read back from the picture.
const palette = new Uint8Array(768)
for (let i = 0; i < 256; i++) {
  palette[3 * i] = <u8>min(255, i * 11)
  palette[3 * i + 1] = <u8>min(255, i * 5)
  palette[3 * i + 2] = <u8>i
}
const png = encodePng(size, size, pixels, palette)
writeFile('mandelbrot.png', png)
console.log(inside.toString() + ' pixels inside, ' + png.length.toString() + ' bytes')
