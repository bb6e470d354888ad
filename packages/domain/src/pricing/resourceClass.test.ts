import { expect, test } from '@jest/globals'
import { priceKeysOf, resourceClassOf } from './resourceClass.js'

test.each([
  ['NVIDIA GeForce RTX 4090', 'RTX 4090'],
  ['rtx-4090 24GB', 'RTX 4090'],
  ['GeForce RTX 4070 Ti SUPER', 'RTX 4070 TI SUPER'],
  ['NVIDIA GeForce RTX 4090 Laptop GPU', 'RTX 4090 LAPTOP'],
  ['AMD Radeon RX 7900 XTX', 'RX 7900 XTX'],
  ['NVIDIA A100-SXM4-80GB', 'A100'],
  ['H100 PCIe', 'H100'],
  ['NVIDIA L40S', 'L40S'],
  ['AMD Instinct MI300X', 'MI300X'],
  ['Quadro RTX A6000', 'A6000'],
  ['my fast card', 'OTHER'],
  ['', 'OTHER'],
  [null, 'OTHER'],
])('%s is priced as %s', (model, expected) => {
  expect(resourceClassOf('GPU', model)).toBe(expected)
})

test('types other than GPU have one class', () => {
  expect(resourceClassOf('CPU', 'EPYC RTX 4090')).toBe('ALL')
})

test('a fact counts toward its class and region, and toward the whole of each, once', () => {
  const gpu = priceKeysOf({ resourceType: 'GPU', model: 'RTX 3080', region: 'EU', token: '0x0' })
  expect(gpu.map(({ resourceClass, region }) => `${resourceClass}/${region}`).sort()).toEqual([
    'ALL/ALL',
    'ALL/EU',
    'RTX 3080/ALL',
    'RTX 3080/EU',
  ])
  expect(priceKeysOf({ resourceType: 'CPU', model: null, region: 'EU', token: '0x0' })).toHaveLength(2)
})
