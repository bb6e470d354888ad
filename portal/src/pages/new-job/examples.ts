import kmeansFile from '@aiigo/examples/kmeans/job.yaml?raw'
import kmeansProgram from '@aiigo/examples/kmeans/kmeans.wasm?url'
import kmeansPoints from '@aiigo/examples/kmeans/points.csv?url'
import mandelbrotFile from '@aiigo/examples/mandelbrot/job.yaml?raw'
import mandelbrotProgram from '@aiigo/examples/mandelbrot/mandelbrot.wasm?url'
import wordsFile from '@aiigo/examples/word-statistics/job.yaml?raw'
import wordsText from '@aiigo/examples/word-statistics/text.txt?url'
import wordsProgram from '@aiigo/examples/word-statistics/word-statistics.wasm?url'

/** A job that runs as it is: the job file and where its files are, by their paths in it. */
export interface Example {
  readonly id: string
  readonly text: string
  readonly files: Readonly<Record<string, string>>
}

export const EXAMPLES: readonly Example[] = [
  { id: 'mandelbrot', text: mandelbrotFile, files: { 'mandelbrot.wasm': mandelbrotProgram } },
  {
    id: 'word-statistics',
    text: wordsFile,
    files: { 'word-statistics.wasm': wordsProgram, 'text.txt': wordsText },
  },
  { id: 'kmeans', text: kmeansFile, files: { 'kmeans.wasm': kmeansProgram, 'points.csv': kmeansPoints } },
]
