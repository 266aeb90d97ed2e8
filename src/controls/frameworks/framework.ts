import { type ControlId } from '../../terms/control-terms';

/** A framework and the identifiers in it that a control serves. Identifiers only: their texts are not ours to repeat. */
export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly rows: Readonly<Partial<Record<ControlId, readonly string[]>>>;
  /** What the app as a whole serves, whatever its controls say. */
  readonly whole?: readonly string[];
}
