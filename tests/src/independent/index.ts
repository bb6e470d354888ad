export { verifyCollatz } from './collatz.js'
export { verifyKmeans } from './kmeans.js'
export { verifyMandelbrot } from './mandelbrot.js'
export { verifyWordStatistics } from './wordStatistics.js'
