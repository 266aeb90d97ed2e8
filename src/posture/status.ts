import { type Control } from '../controls/define-control';
import { type Judgment, type ControlStatus } from '../domain/verdict';

/**
 * The status of a judged control. A control that needs an attestation, even in part, is never shown as verified. If
 * only the attestation is missing, it is due.
 */
export function statusOf(control: Control, { verdict }: Pick<Judgment, 'verdict'>): ControlStatus {
  switch (verdict.is) {
    case 'not-met':
    case 'not-applicable':
      return verdict.is;
    case 'met':
      return control.attestation === undefined ? 'verified' : 'attested';
    case 'unknown':
      return verdict.gaps.every(({ why }) => why === 'not-attested') ? 'due' : 'unknown';
  }
}
