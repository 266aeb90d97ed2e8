import { type ControlId } from './control-attributes';
import { type Instant } from './instant';

/** A person's dated record of a procedure that no API shows: what they checked and saw. */
export interface Attestation {
  readonly id: string;
  readonly control: ControlId;
  /** The version of the control whose text was attested. */
  readonly version: number;
  /** Answers by field name of the control's form. Dates are ISO days. */
  readonly answers: Readonly<Record<string, string | number | boolean>>;
  /** IDs of settings entries that the attestation covers, for controls whose form lists some. */
  readonly coveredIds?: readonly string[];
  /** Account ID. */
  readonly by: string;
  readonly at: Instant;
  readonly validUntil: Instant;
}
