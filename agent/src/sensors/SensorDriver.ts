/** A sensor that a driver can read. */
export interface SensorInfo {
  /** Small letters and digits, with ".", "_" or "-" between them. */
  readonly name: string
  /** Unit of its values; empty for plain numbers. */
  readonly unit: string
  readonly description: string
}

/** A value of a sensor. */
export interface SensorValue {
  readonly value: number
  /** When it was read. */
  readonly at: Date
}

/** A way to read some sensors: those of this machine, of a bus, of a device on the network. */
export interface SensorDriver {
  readonly name: string
  /** The sensors that can be read now. */
  sensors(): Promise<readonly SensorInfo[]>
  /** @throws Error when the sensor cannot be read now */
  read(sensor: string): Promise<SensorValue>
}
