// The tasks of every program of this folder, in AssemblyScript: see ../README.md.
import { errno, path_create_directory } from '@assemblyscript/wasi-shim/assembly/bindings/wasi_snapshot_preview1'
import { argument, fail, readFile, writeText } from '../../common/files'

// The folders of a job's outputs are there already.
function makeFolder(name: string): void {
  const path = String.UTF8.encode(name)
  const error = path_create_directory(3, changetype<usize>(path), path.byteLength)
  if (error != errno.SUCCESS && error != errno.EXIST) fail('cannot make ' + name)
}

if (process.argv.length != 3) fail('expected an input and an exit code')

const input = readFile(argument(1, ''))
const buffer = new ArrayBuffer(256)
const length = process.stdin.read(buffer)
const line = String.UTF8.decode(buffer.slice(0, length)).split('\n')[0]
const greeting = process.env.has('GREETING') ? process.env.get('GREETING') : '(none)'
writeText('report.txt', 'input ' + input.length.toString() + ' bytes\nstdin ' + line + '\nGREETING ' + greeting + '\n')

makeFolder('parts')
makeFolder('parts/deep')
// Paths are relative to the directory's descriptor: there are no absolute ones.
writeText('parts/1.txt', 'part 1\n')
writeText('parts/2.txt', 'part 2\n')
writeText('parts/deep/3.txt', 'part 3\n')
writeText('parts/deep/4.log', 'part 4\n')

process.stdout.write('wrote the report\n')
process.stderr.write('leaving with ' + argument(2, '') + '\n')
process.exit(<i32>parseInt(argument(2, '')))
