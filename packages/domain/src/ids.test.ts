import { describe, expect, it } from '@jest/globals'
import { bytes8ToRegion, bytes32ToJobId, effectId, jobIdToBytes32, regionToBytes8 } from './ids.js'
import { REGIONS } from './resource.js'
import { thrownBy } from './testing/thrownBy.js'

describe('ids', () => {
  it('turns a job id and replica into 32 bytes and back', () => {
    const jobId = '6f1c2f0e-8a55-4b0b-9c3e-1d2e3f405162'
    const bytes = jobIdToBytes32(jobId, 3)
    expect(bytes).toHaveLength(66)
    expect(bytes32ToJobId(bytes)).toEqual({ jobId, replica: 3 })
  })

  it('refuses a job id that is no UUID', () => {
    expect(() => jobIdToBytes32('job-1')).toThrow('expected a UUID as job id, got "job-1"')
  })

  it('gives the same effect the same id, and keeps apart what only concatenates alike', () => {
    expect(effectId('settle', 'a', '1')).toBe(effectId('settle', 'a', '1'))
    expect(effectId('settle', 'a1', '')).not.toBe(effectId('settle', 'a', '1'))
  })

  it('packs region codes as right-padded ASCII', () => {
    expect(regionToBytes8('EU')).toBe('0x4555000000000000')
    for (const region of REGIONS) expect(bytes8ToRegion(regionToBytes8(region))).toBe(region)
  })

  it.each(['', 'ANTARCTICA', 'EÜ', 'E U', '\0'])('refuses %p, which is no region code', (region) => {
    expect(thrownBy(() => regionToBytes8(region))).toMatchObject({ code: 'BAD_REGION' })
  })
})
