import { type ControlId } from './control-terms';
import { type Instant } from './instant';

/** A person's dated record of a procedure: what they opened and saw, for what no API shows. */
export interface Attestation {
  readonly id: string;
  readonly control: ControlId;
  /** The version of the control whose words were stated. */
  readonly version: number;
  /** The blanks of the control's form, by their names. Dates are ISO days. */
  readonly blanks: Readonly<Record<string, string | number | boolean>>;
  /** Ids out of the settings that it was about, where the control's form keeps some. */
  readonly about?: readonly string[];
  /** The attester's account id. */
  readonly by: string;
  readonly at: Instant;
  readonly validUntil: Instant;
}
