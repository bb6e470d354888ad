import { concatHex, encodeAbiParameters, encodeEventTopics, numberToHex } from 'viem'

const byte = (value) => value.toString(16).padStart(2, '0')
const PUSH_DATA_SIZE = '60a03603' // calldata size - 160
const word = (index) => `60${byte(index * 32)}35` // calldata word

/**
 * Code that emits the log its calldata describes: number of topics, four topic words, data.
 * Put at a contract's address, it lets a test emit any event without that contract's preconditions.
 */
export function logEmitterCode() {
  const head = `${PUSH_DATA_SIZE}60a0600037${word(0)}` // copy the data to memory 0, leave the number of topics
  const branches = [1, 2, 3, 4].map((count) => {
    const topics = Array.from({ length: count }, (_, index) => word(count - index)).join('')
    return `5b${topics}${PUSH_DATA_SIZE}6000${byte(0xa0 + count)}00` // JUMPDEST … LOGcount STOP
  })
  const jumpSize = 7
  let target = head.length / 2 + branches.length * jumpSize + 5
  const jumps = branches.map((branch, index) => {
    const jump = `8060${byte(index + 1)}1460${byte(target)}57` // if count == index + 1, go to the branch
    target += branch.length / 2
    return jump
  })
  return `0x${head}${jumps.join('')}60006000fd${branches.join('')}` // any other count reverts
}

/** Calldata that makes the emitter emit `event`. */
export function emitCalldata(abi, { name, params }) {
  const { inputs } = abi.find((item) => item.type === 'event' && item.name === name)
  const topics = encodeEventTopics({ abi, eventName: name, args: params })
  const plain = inputs.filter((input) => !input.indexed)
  const data = encodeAbiParameters(
    plain,
    plain.map((input) => params[input.name]),
  )
  const words = [0, 1, 2, 3].map((index) => topics[index] ?? numberToHex(0, { size: 32 }))
  return concatHex([numberToHex(topics.length, { size: 32 }), ...words, data])
}
