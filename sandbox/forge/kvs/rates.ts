import { KVS } from '../limits';
import { type RateClock, RateLimit, RateLimits } from '../rate-limit';
import type { HostSwitches } from '../switches';
import { KvsError } from './kvs-error';

const SECOND = 1_000;

/** What one installation's storage cost: bytes of values, and the units of 10 KB that count for its limits. */
export interface KvsMeter {
  readBytes: number;
  writtenBytes: number;
  readUnits: number;
  writeUnits: number;
}

/** How fast one installation may use its storage: requests a second, units a minute, bytes a second of one key. */
export class KvsRates {
  readonly meter: KvsMeter = { readBytes: 0, writtenBytes: 0, readUnits: 0, writeUnits: 0 };
  readonly #requests: RateLimit;
  readonly #batches: RateLimit;
  readonly #reads: RateLimit;
  readonly #writes: RateLimit;
  readonly #keyReads: RateLimits;
  readonly #keyWrites: RateLimits;

  constructor(rateClock: RateClock, switches: Pick<HostSwitches, 'batchesAMinute'>) {
    this.#batches = new RateLimit(rateClock, () => switches.batchesAMinute);
    this.#requests = new RateLimit(rateClock, KVS.requestsASecond, SECOND);
    this.#reads = new RateLimit(rateClock, KVS.readUnitsAMinute);
    this.#writes = new RateLimit(rateClock, KVS.writeUnitsAMinute);
    this.#keyReads = new RateLimits(rateClock, KVS.readBytesASecond, SECOND);
    this.#keyWrites = new RateLimits(rateClock, KVS.writeBytesASecond, SECOND);
  }

  /** @throws KvsError where the installation asks too often. */
  request(): void {
    if (!this.#requests.take(1))
      throw rateLimitError(
        `An installation asks its storage at most ${KVS.requestsASecond} times in a second.`,
      );
  }

  /** @throws KvsError where the installation sends too many batches. */
  batch(): void {
    if (!this.#batches.take(1)) throw rateLimitError('An installation sends no more batches in this minute.');
  }

  /** Counts one read. @param name of the key among all kinds; undefined for what reads many. @throws KvsError */
  read(bytes: number, name?: string): void {
    const units = toUnits(bytes);
    if (!this.#reads.take(units))
      throw rateLimitError(
        `An installation reads at most ${KVS.readUnitsAMinute} units of 10 KB in a minute.`,
      );
    if (name !== undefined && !this.#keyReads.take(name, bytes))
      throw rateLimitError(`Of one key at most ${KVS.readBytesASecond} bytes are read in a second.`);
    this.meter.readBytes += bytes;
    this.meter.readUnits += units;
  }

  /** Counts one write of a value or, with 0 bytes, that it goes. @throws KvsError */
  written(bytes: number, name: string): void {
    this.writtenOnce([{ name, bytes }]);
  }

  /** Counts writes that are made as one. @throws KvsError where one of them comes too fast: then none is made. */
  writtenOnce(writes: ReadonlyArray<{ name: string; bytes: number }>): void {
    const bytes = writes.reduce((sum, write) => sum + write.bytes, 0);
    const units = toUnits(bytes);
    if (!this.#writes.take(units))
      throw rateLimitError(
        `An installation writes at most ${KVS.writeUnitsAMinute} units of 10 KB in a minute.`,
      );
    for (const write of writes) {
      if (!this.#keyWrites.take(write.name, write.bytes))
        throw rateLimitError(`Of one key at most ${KVS.writeBytesASecond} bytes are written in a second.`);
    }
    this.meter.writtenBytes += bytes;
    this.meter.writeUnits += units;
  }
}

function toUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / KVS.unitBytes));
}

function rateLimitError(why: string): KvsError {
  return new KvsError(429, 'RATE_LIMIT_EXCEEDED', why);
}
